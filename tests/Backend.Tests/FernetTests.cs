using System.Security.Cryptography;
using System.Text;
using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Tests;

/// <summary>Against the vectors that https://github.com/fernet/spec publishes and Python's cryptography passes.</summary>
public class FernetTests
{
    private const string Key = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
    private const string Token = "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";

    [Fact]
    public void The_published_token_is_generated_byte_for_byte()
    {
        byte[] iv = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

        Assert.Equal(Token, new Fernet(Key).Encrypt(Encoding.UTF8.GetBytes("hello"), DateTimeOffset.Parse("1985-10-26T01:20:00-07:00", System.Globalization.CultureInfo.InvariantCulture), iv));
    }

    [Fact]
    public void The_published_token_is_verified() => Assert.Equal("hello", new Fernet(Key).TryDecrypt(Token));

    public static TheoryData<string, string> Invalid()
    {
        byte[] good = Bytes(Token);
        return new()
        {
            { "incorrect mac", Text([.. good[..^1], (byte)(good[^1] ^ 1)]) },
            { "too short", Text(good[..40]) },
            { "invalid base64", "%%%" + Token[3..] },
            { "payload size not multiple of block size", Signed([.. good[..^33]]) },
            { "payload padding error", Signed([.. good[..^33], (byte)(good[^33] ^ 1)]) },
            { "incorrect IV (causes padding error)", Signed([.. good[..24], (byte)(good[24] ^ 1), .. good[25..^32]]) },
            { "other version", Signed([0x81, .. good[1..^32]]) },
            { "empty", "" },
        };
    }

    /// <summary>The cases of the specification's invalid.json, each with a right signature unless that is what is wrong.</summary>
    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_token_gives_nothing(string why, string token)
    {
        Assert.NotEmpty(why);
        Assert.Null(new Fernet(Key).TryDecrypt(token));
    }

    [Fact]
    public void The_previous_key_still_decrypts_and_never_encrypts()
    {
        string other = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray()).Replace('+', '-').Replace('/', '_');
        var rotated = new Fernet(other, Key);

        Assert.Equal("hello", rotated.TryDecrypt(Token));
        Assert.Equal("grüße", new Fernet(other).TryDecrypt(rotated.Encrypt("grüße")));
        Assert.Null(new Fernet(Key).TryDecrypt(rotated.Encrypt("x")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    public void A_malformed_key_is_refused(string key) => Assert.Throws<ArgumentException>(() => new Fernet(key));

    private static string Signed(byte[] content) => Text([.. content, .. HMACSHA256.HashData(Bytes(Key)[..16], content)]);

    private static byte[] Bytes(string text) => Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/'));

    private static string Text(byte[] bytes) => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
}
