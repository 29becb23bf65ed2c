using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ArgusAI.Backend.Storage;

/// <summary>
/// Fernet tokens as Python's <c>cryptography</c> writes them (https://github.com/fernet/spec): version 0x80, time,
/// IV, AES-128-CBC, HMAC-SHA256, in URL-safe base64. Encrypts with one key, decrypts with a previous one too.
/// </summary>
public sealed class Fernet
{
    private const byte Version = 0x80;
    private const int HeaderLength = 1 + 8 + 16, MacLength = 32, BlockLength = 16;

    private readonly byte[][] _keys;

    /// <summary>Takes Fernet keys: 32 bytes in URL-safe base64, the current one first.</summary>
    /// <exception cref="ArgumentException">A key has another form.</exception>
    public Fernet(params IEnumerable<string> keys)
    {
        _keys = [.. keys.Select(k => Decode(k) is { Length: 32 } bytes ? bytes : throw new ArgumentException("A Fernet key is 32 bytes in URL-safe base64.", nameof(keys)))];
        if (_keys.Length == 0) throw new ArgumentException("At least one Fernet key is needed.", nameof(keys));
    }

    /// <summary>Encrypts a text with the current key.</summary>
    public string Encrypt(string text) => Encrypt(Encoding.UTF8.GetBytes(text), DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(BlockLength));

    /// <summary>Decrypts; null when no key fits or the token is not one. Never says why: that would be an oracle.</summary>
    public string? TryDecrypt(string token)
    {
        if (Decode(token) is not { } bytes || bytes.Length < HeaderLength + BlockLength + MacLength || bytes[0] != Version
            || (bytes.Length - HeaderLength - MacLength) % BlockLength != 0) return null;
        var signed = bytes.AsSpan(..^MacLength);
        foreach (byte[] key in _keys)
        {
            if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key.AsSpan(..16), signed), bytes.AsSpan(^MacLength..))) continue;
            try
            {
                using var aes = Aes.Create();
                aes.Key = key[16..];
                return Encoding.UTF8.GetString(aes.DecryptCbc(signed[HeaderLength..], signed[9..HeaderLength]));
            }
            catch (CryptographicException)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Encrypts with a given time and IV, as the published vectors need.</summary>
    internal string Encrypt(ReadOnlySpan<byte> plain, DateTimeOffset time, byte[] iv)
    {
        using var aes = Aes.Create();
        aes.Key = _keys[0][16..];
        byte[] cipher = aes.EncryptCbc(plain, iv);
        byte[] token = new byte[HeaderLength + cipher.Length + MacLength];
        token[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(1), time.ToUnixTimeSeconds());
        iv.CopyTo(token, 9);
        cipher.CopyTo(token, HeaderLength);
        HMACSHA256.HashData(_keys[0].AsSpan(..16), token.AsSpan(..^MacLength), token.AsSpan(^MacLength..));
        return Convert.ToBase64String(token).Replace('+', '-').Replace('/', '_');
    }

    private static byte[]? Decode(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/'), bytes, out int length) ? bytes[..length] : null;
    }
}
