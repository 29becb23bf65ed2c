using System.Buffers.Text;
using System.Security.Cryptography;
using ArgusAI.Contract;

namespace ArgusAI.Operations.EnvFiles;

/// <summary>Makes values for the secrets of the environment table, from the system's generator.</summary>
public static class Secrets
{
    /// <summary>Web Push's keys, which are made together (RFC 8292: P-256, the public one as an uncompressed point).</summary>
    public static IReadOnlyList<EnvironmentVariable> WebPush { get; } = [BackendEnvironment.VapidPublicKey, BackendEnvironment.VapidPrivateKey];

    /// <summary>Fresh values by name, each in its variable's own form: no character in it means anything to dotenv, a shell or a URL.</summary>
    public static IReadOnlyDictionary<string, string> Generate(IReadOnlyCollection<EnvironmentVariable> variables)
    {
        var values = variables.Except(WebPush).ToDictionary(v => v.Name, Generate);
        if (!variables.Contains(BackendEnvironment.VapidPrivateKey)) return values;
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = pair.ExportParameters(includePrivateParameters: true);
        values[BackendEnvironment.VapidPublicKey.Name] = Base64Url.EncodeToString([4, .. key.Q.X!, .. key.Q.Y!]);
        values[BackendEnvironment.VapidPrivateKey.Name] = Base64Url.EncodeToString(key.D!);
        return values;
    }

    private static string Generate(EnvironmentVariable variable) => variable.Form switch
    {
        ValueForm.FernetKey => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) + "=",
        ValueForm.SigningSecret => RandomNumberGenerator.GetHexString(64, lowercase: true),
        _ => RandomNumberGenerator.GetHexString(48, lowercase: true),
    };
}
