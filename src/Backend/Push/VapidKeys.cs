using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace ArgusAI.Backend.Push;

/// <summary>Keys of P-256 as Web Push writes them: URL-safe base64 of 32 private bytes, or of an uncompressed point.</summary>
internal static class VapidKeys
{
    private const int PrivateLength = 32, PublicLength = 65;

    /// <summary>Whether two keys are keys and belong together.</summary>
    public static bool AreAPair(string publicKey, string privateKey)
    {
        if (Decode(privateKey, PrivateLength) is not { } hidden || PointOf(publicKey) is not { } point) return false;
        try
        {
            using var signer = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = hidden, Q = point });
            using var verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return verifier.VerifyData(hidden, signer.SignData(hidden, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Whether a text is a public key: a point of the curve.</summary>
    public static bool IsPublicKey(string text)
    {
        if (PointOf(text) is not { } point) return false;
        try
        {
            using var key = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Reads URL-safe base64 of so many bytes; null when it is not.</summary>
    public static byte[]? Decode(string text, int length)
    {
        byte[] bytes = new byte[length];
        return Base64Url.DecodeFromChars(text, bytes, out _, out int written) == OperationStatus.Done && written == length ? bytes : null;
    }

    private static ECPoint? PointOf(string text) =>
        Decode(text, PublicLength) is [4, ..] bytes ? new ECPoint { X = bytes[1..33], Y = bytes[33..] } : null;
}
