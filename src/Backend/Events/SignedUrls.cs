using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArgusAI.Backend.Configuration;
using Microsoft.AspNetCore.WebUtilities;

namespace ArgusAI.Backend.Events;

/// <summary>URLs that open one file for a while without a sign-in: <c>exp</c> (Unix seconds) and <c>sig</c>, HMAC-SHA256 over path and <c>exp</c>.</summary>
internal sealed class SignedUrls(BackendSettings settings, TimeProvider clock)
{
    // A key of its own: a signature is never a token, nor the reverse.
    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(settings.JwtSecretKey), 32, info: "argusai signed url 1"u8.ToArray());

    /// <summary>Signs a path.</summary>
    public (string Url, DateTime ExpiresAt) Sign(string path, TimeSpan lifetime)
    {
        long expires = clock.GetUtcNow().Add(lifetime).ToUnixTimeSeconds();
        string exp = expires.ToString(CultureInfo.InvariantCulture);
        return ($"{path}?exp={exp}&sig={WebEncoders.Base64UrlEncode(Signature(path, exp))}", DateTimeOffset.FromUnixTimeSeconds(expires).UtcDateTime);
    }

    /// <summary>Whether a request's URL was signed here and has not expired.</summary>
    public bool IsValid(HttpRequest request)
    {
        string exp = request.Query["exp"].ToString(), sig = request.Query["sig"].ToString();
        if (!long.TryParse(exp, NumberStyles.None, CultureInfo.InvariantCulture, out long expires) || expires <= clock.GetUtcNow().ToUnixTimeSeconds()) return false;
        byte[] given = new byte[SHA256.HashSizeInBytes];
        return sig.Length == 43 && System.Buffers.Text.Base64Url.TryDecodeFromChars(sig, given, out int length)
            && CryptographicOperations.FixedTimeEquals(given.AsSpan(..length), Signature(request.Path.Value ?? "", exp));
    }

    private byte[] Signature(string path, string exp) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{path}\n{exp}"));
}
