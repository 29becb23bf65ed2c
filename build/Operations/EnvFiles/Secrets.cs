using System.Buffers.Text;
using System.Security.Cryptography;
using ArgusAI.Contract;

namespace ArgusAI.Operations.EnvFiles;

/// <summary>Makes values for the secrets of the environment table, from the system's generator.</summary>
public static class Secrets
{
    /// <summary>A fresh value in the variable's own form: no character in it means anything to dotenv, a shell or a URL.</summary>
    public static string Generate(EnvironmentVariable variable) => variable.Form switch
    {
        ValueForm.FernetKey => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) + "=",
        ValueForm.SigningSecret => RandomNumberGenerator.GetHexString(64, lowercase: true),
        _ => RandomNumberGenerator.GetHexString(48, lowercase: true),
    };
}
