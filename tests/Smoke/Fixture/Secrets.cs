using System.Security.Cryptography;
using System.Text;

namespace ArgusAI.Smoke.Fixture;

/// <summary>What a user fills into <c>.env</c>. A value of its own for every stack.</summary>
public sealed record Secrets
{
    /// <summary>A Fernet key.</summary>
    public string EncryptionKey { get; init; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).Replace('+', '-').Replace('/', '_');

    /// <summary>Signs tokens.</summary>
    public string JwtSecretKey { get; init; } = RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>The first administrator's password.</summary>
    public string AdminPassword { get; init; } = RandomNumberGenerator.GetHexString(24, lowercase: true);

    /// <summary>PostgreSQL's password, with characters that a URL, a shell and compose would each mangle if it were not handed on with care.</summary>
    public string PostgresPassword { get; init; } = "p@s:s/#" + RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>All of them, to look for in places where none may be.</summary>
    public IEnumerable<string> All => [EncryptionKey, JwtSecretKey, AdminPassword, PostgresPassword];

    /// <summary>Fills <c>.env.example</c> as its reader would: each value on the line that is there for it.</summary>
    /// <param name="example">The text of <c>.env.example</c>.</param>
    public string Fill(string example)
    {
        var values = new Dictionary<string, string>
        {
            [BackendEnvironment.EncryptionKey.Name] = EncryptionKey,
            [BackendEnvironment.JwtSecretKey.Name] = JwtSecretKey,
            [BackendEnvironment.AdminPassword.Name] = AdminPassword,
            [BackendEnvironment.PostgresPassword.Name] = $"'{PostgresPassword}'",
        };
        var filled = new StringBuilder();
        foreach (var line in example.Split('\n'))
        {
            var name = line.TrimStart('#', ' ').Split('=')[0];
            bool isSetting = line.Contains('=') && values.ContainsKey(name);
            filled.Append(isSetting ? $"{name}={values[name]}" : line).Append('\n');
            if (isSetting) values.Remove(name);
        }
        Assert.True(values.Count == 0, $".env.example has no line for {string.Join(", ", values.Keys)}");
        return filled.ToString();
    }
}
