using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ArgusAI.Backend.Configuration;

namespace ArgusAI.Backend.Accounts;

/// <summary>A refresh token that was issued here.</summary>
/// <param name="Session">The session it belongs to.</param>
/// <param name="Bytes">Session id, 32 secret bytes, tag.</param>
internal sealed record RefreshToken(Guid Session, byte[] Bytes)
{
    /// <summary>SHA-256, all that is stored.</summary>
    public byte[] Hash { get; } = SHA256.HashData(Bytes);

    /// <summary>As clients get it: URL-safe base64.</summary>
    public string Text => Base64Url.EncodeToString(Bytes);

    /// <summary>Says whose, never the secret.</summary>
    public override string ToString() => Session.ToString();
}

/// <summary>
/// Makes and recognises refresh tokens: session id, 32 bytes of secret, 16 bytes of HMAC. The tag tells an old token from
/// an invented one, so that any earlier token of a session, not just the last, counts as reuse. The first secret is
/// random; each next one is an HMAC of the one before, so that two requests with one token get the same answer.
/// </summary>
internal sealed class RefreshTokens
{
    private const int IdLength = 16, SecretLength = 32, TagLength = 16;

    private readonly byte[] _tagKey, _nextKey;

    /// <summary>With keys of their own, derived from <c>JWT_SECRET_KEY</c>.</summary>
    public RefreshTokens(BackendSettings settings)
    {
        byte[] key = Encoding.UTF8.GetBytes(settings.JwtSecretKey);
        _tagKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "argusai refresh token: tag"u8.ToArray());
        _nextKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "argusai refresh token: next"u8.ToArray());
    }

    /// <summary>The first one of a session.</summary>
    public RefreshToken First(Guid session) => Make(session, RandomNumberGenerator.GetBytes(SecretLength));

    /// <summary>The one that follows.</summary>
    public RefreshToken After(RefreshToken token) => Make(token.Session, HMACSHA256.HashData(_nextKey, token.Bytes));

    /// <summary>Reads one; null when it was not issued here.</summary>
    public RefreshToken? Read(string? text)
    {
        byte[] bytes = new byte[IdLength + SecretLength + TagLength];
        // What is longer does not fit, and is noticed too.
        if (Base64Url.DecodeFromChars(text, bytes, out _, out int length) != OperationStatus.Done || length != bytes.Length) return null;
        return CryptographicOperations.FixedTimeEquals(Tag(bytes.AsSpan(..^TagLength)), bytes.AsSpan(^TagLength..)) ? new(new Guid(bytes.AsSpan(..IdLength)), bytes) : null;
    }

    private RefreshToken Make(Guid session, byte[] secret)
    {
        byte[] signed = [.. session.ToByteArray(), .. secret];
        return new(session, [.. signed, .. Tag(signed)]);
    }

    private byte[] Tag(ReadOnlySpan<byte> signed) => HMACSHA256.HashData(_tagKey, signed)[..TagLength];
}
