using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ArgusAI.Contract;
using ArgusAI.Operations.EnvFiles;
using ArgusAI.Operations.Files;
using ArgusAI.Operations.Tests.Engine;

namespace ArgusAI.Operations.Tests.EnvFiles;

public sealed class EnvFileTests : IDisposable
{
    private const string GoodKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private const string GoodSecret = "0123456789abcdef0123456789abcdef";

    private const string PushKeys = "VAPID_PUBLIC_KEY=a\nVAPID_PRIVATE_KEY=b\n";

    private static readonly string[] Generated = ["ENCRYPTION_KEY", "JWT_SECRET_KEY", "POSTGRES_PASSWORD", "VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY"];

    private readonly Sandbox sandbox = new();

    [Fact]
    public void A_new_file_has_generated_secrets_mode_0600_and_the_layout_of_the_example()
    {
        sandbox.File(".env.example", "# Required\nENCRYPTION_KEY=your-fernet-key-here\nJWT_SECRET_KEY=your-jwt-secret-here\n\n# Database\n# DATABASE_URL=auto\n# POSTGRES_PASSWORD=\n# VAPID_PRIVATE_KEY=\nVAPID_PUBLIC_KEY=\n");

        var result = EnvFile.Ensure(sandbox.Workspace, sandbox.Console);

        Assert.True(result.Created);
        Assert.Equal(Generated, result.Added);
        Assert.Empty(result.Problems);
        var lines = File.ReadAllLines(Path.Combine(sandbox.Folder, ".env"));
        Assert.Equal(["# Required", "ENCRYPTION_KEY", "JWT_SECRET_KEY", "", "# Database", "# DATABASE_URL", "POSTGRES_PASSWORD", "VAPID_PRIVATE_KEY", "VAPID_PUBLIC_KEY"], lines.Select(l => l.Split('=')[0]));
        var values = EnvFile.Read(sandbox.Workspace);
        Assert.True(EnvironmentRules.IsFernetKey(values["ENCRYPTION_KEY"]));
        Assert.Matches("^[0-9a-f]{64}$", values["JWT_SECRET_KEY"]);
        Assert.Matches("^[0-9a-f]{48}$", values["POSTGRES_PASSWORD"]);
        if (!OperatingSystem.IsWindows()) Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(sandbox.Workspace.EnvFile));
    }

    [Fact]
    public void No_secret_is_printed()
    {
        EnvFile.Ensure(sandbox.Workspace, sandbox.Console);
        Assert.All(EnvFile.Read(sandbox.Workspace).Values, secret => Assert.DoesNotContain(secret, sandbox.Printed, StringComparison.Ordinal));
        Assert.Contains("ENCRYPTION_KEY", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_new_files_have_different_secrets()
    {
        using var other = new Sandbox();
        EnvFile.Ensure(sandbox.Workspace, sandbox.Console);
        EnvFile.Ensure(other.Workspace, other.Console);
        Assert.Empty(EnvFile.Read(sandbox.Workspace).Values.Intersect(EnvFile.Read(other.Workspace).Values));
    }

    [Theory]
    [InlineData("# mine\nTZ=Europe/Berlin   # here\nLOG_LEVEL='DEBUG'\n\n")]
    [InlineData("TZ=UTC")]
    [InlineData("TZ=UTC\r\nLOG_LEVEL=INFO\r\n")]
    [InlineData("\uFEFFTZ=UTC\n# ü\n")]
    public void Every_byte_of_an_existing_file_stays_and_only_missing_secrets_are_added(string text)
    {
        var path = sandbox.File(".env", "");
        var before = Encoding.UTF8.GetBytes(text);
        File.WriteAllBytes(path, before);

        var result = EnvFile.Ensure(sandbox.Workspace, sandbox.Console);

        Assert.False(result.Created);
        Assert.Equal(Generated, result.Added);
        var after = File.ReadAllBytes(path);
        Assert.Equal(before, after[..before.Length]);

        Assert.True(EnvironmentRules.IsFernetKey(EnvFile.Read(sandbox.Workspace)["ENCRYPTION_KEY"]));
    }

    [Fact]
    public void A_complete_file_is_not_touched()
    {
        var path = sandbox.File(".env", $"ENCRYPTION_KEY={GoodKey}\nJWT_SECRET_KEY={GoodSecret}\nPOSTGRES_PASSWORD=p\n{PushKeys}");
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var result = EnvFile.Ensure(sandbox.Workspace, sandbox.Console);
        Assert.Empty(result.Added);
        Assert.Equal(2020, File.GetLastWriteTimeUtc(path).Year);
    }

    [Fact]
    public void A_secret_that_comes_from_a_file_is_not_added()
    {
        sandbox.File(".env", $"ENCRYPTION_KEY_FILE=/run/secrets/key\nJWT_SECRET_KEY={GoodSecret}\nPOSTGRES_PASSWORD_FILE=/run/secrets/pg\n{PushKeys}");
        var result = EnvFile.Ensure(sandbox.Workspace, sandbox.Console);
        Assert.Empty(result.Added);
        Assert.Empty(result.Problems);
    }

    [Fact]
    public void The_keys_of_Web_Push_belong_together()
    {
        EnvFile.Ensure(sandbox.Workspace, sandbox.Console);

        var values = EnvFile.Read(sandbox.Workspace);
        byte[] open = Base64Url.DecodeFromChars(values["VAPID_PUBLIC_KEY"]), hidden = Base64Url.DecodeFromChars(values["VAPID_PRIVATE_KEY"]);
        Assert.Equal((65, 4, 32), (open.Length, open[0], hidden.Length));
        var point = new ECPoint { X = open[1..33], Y = open[33..] };
        using var signer = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = hidden });
        using var verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        Assert.True(verifier.VerifyData(open, signer.SignData(open, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256));
    }

    [Theory]
    [InlineData("VAPID_PUBLIC_KEY=x")]
    [InlineData("VAPID_PRIVATE_KEY=x")]
    [InlineData("VAPID_PRIVATE_KEY_FILE=/run/secrets/push")]
    public void Half_of_a_pair_of_keys_is_left_to_whoever_has_the_other(string half)
    {
        sandbox.File(".env", half + "\n");
        Assert.Equal(Generated.SkipLast(2), EnvFile.Ensure(sandbox.Workspace, sandbox.Console).Added);
    }

    [Fact]
    public void A_second_run_adds_nothing_more()
    {
        sandbox.File(".env", "TZ=UTC\n");
        EnvFile.Ensure(sandbox.Workspace, sandbox.Console);
        Assert.Empty(EnvFile.Ensure(sandbox.Workspace, sandbox.Console).Added);
    }

    [Fact]
    public void A_placeholder_is_reported_with_the_command_that_prints_a_good_value_and_not_replaced()
    {
        var text = $"ENCRYPTION_KEY=your-fernet-key-here\nJWT_SECRET_KEY={GoodSecret}\nPOSTGRES_PASSWORD=p\n{PushKeys}";
        var path = sandbox.File(".env", text);

        var result = EnvFile.Ensure(sandbox.Workspace, sandbox.Console);

        var problem = Assert.Single(result.Problems);
        Assert.Equal("ENCRYPTION_KEY", problem.Name);
        Assert.Contains("placeholder", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("openssl rand", problem.Fix, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(path));
        var error = Assert.Throws<OperationException>(() => EnvFile.Require(sandbox.Workspace, sandbox.Console));
        Assert.Contains("ENCRYPTION_KEY", error.Message, StringComparison.Ordinal);
        Assert.Contains("openssl rand", error.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_key_is_reported_without_its_value()
    {
        sandbox.File(".env", $"ENCRYPTION_KEY=not-a-fernet-key-at-all\nJWT_SECRET_KEY={GoodSecret}\n");
        var error = Assert.Throws<OperationException>(() => EnvFile.Require(sandbox.Workspace, sandbox.Console));
        Assert.Contains("not a Fernet key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-a-fernet-key-at-all", error.Message + sandbox.Printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ENCRYPTION KEY=abc")]
    [InlineData("=value")]
    [InlineData("TZ=\"never closed")]
    public void A_malformed_line_is_named_by_its_number_and_nothing_is_written(string line)
    {
        var path = sandbox.File(".env", $"TZ=UTC\n# comment\n{line}\n");
        var error = Assert.Throws<OperationException>(() => EnvFile.Ensure(sandbox.Workspace, sandbox.Console));
        Assert.Contains(".env:3", error.Message, StringComparison.Ordinal);
        Assert.Contains("NAME=value", error.Fix, StringComparison.Ordinal);
        Assert.Equal($"TZ=UTC\n# comment\n{line}\n", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("LOG_LEVEL=\"DEBUG\" # loud", "DEBUG")]
    [InlineData("export LOG_LEVEL='DEBUG'", "DEBUG")]
    [InlineData("A=DE\nLOG_LEVEL=${A}BUG", "DEBUG")]
    [InlineData("LOG_LEVEL=INFO\nLOG_LEVEL=DEBUG", "DEBUG")]
    public void Values_are_read_as_compose_reads_them(string text, string value)
    {
        sandbox.File(".env", text + "\n");
        Assert.Equal(value, EnvFile.Read(sandbox.Workspace)["LOG_LEVEL"]);
    }

    [Fact]
    public void Check_sees_what_compose_would_see_from_the_shell()
    {
        sandbox.File(".env", $"ENCRYPTION_KEY={GoodKey}\nJWT_SECRET_KEY={GoodSecret}\nLOG_LEVEL=INFO\n");
        var problem = Assert.Single(EnvFile.Check(sandbox.Workspace, name => name == "LOG_LEVEL" ? "loud" : null));
        Assert.Equal("LOG_LEVEL", problem.Name);
        Assert.Contains("this shell", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_reports_every_problem_at_once()
    {
        sandbox.File(".env", "JWT_SECRET_KEY=short\nDATABASE_URL=mysql://x\nARGUSAI_BACKEND_PORT=99999\nVAPID_PUBLIC_KEY=x\n");
        Assert.Equal(
            ["ENCRYPTION_KEY", "JWT_SECRET_KEY", "DATABASE_URL", "ARGUSAI_BACKEND_PORT", "VAPID_PRIVATE_KEY"],
            EnvFile.Check(sandbox.Workspace, _ => null).Select(p => p.Name));
    }

    [Fact]
    public void Without_a_file_the_required_values_are_missing() =>
        Assert.Equal(["ENCRYPTION_KEY", "JWT_SECRET_KEY"], EnvFile.Check(sandbox.Workspace, _ => null).Select(p => p.Name));

    public void Dispose() => sandbox.Dispose();
}
