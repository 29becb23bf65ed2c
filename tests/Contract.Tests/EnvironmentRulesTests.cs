using ArgusAI.Contract;

namespace ArgusAI.Contract.Tests;

public class EnvironmentRulesTests
{
    private const string GoodFernetKey = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

    private static readonly EnvironmentVariable[] Everything = [.. BackendEnvironment.All, .. FrontendEnvironment.All, .. HostEnvironment.All];

    private static EnvironmentVariable Named(string name) => Everything.Single(v => v.Name == name);

    [Theory]
    [InlineData("ENCRYPTION_KEY", "", "is required and not set")]
    [InlineData("ENCRYPTION_KEY", "your-fernet-key-here", "placeholder")]
    [InlineData("ENCRYPTION_KEY", "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4", "not a Fernet key")]
    [InlineData("ENCRYPTION_KEY", "cw+0x689RpI/jtRR7oE8h/eQsKImvJapLeSbXpwF4e4=", "not a Fernet key")]
    [InlineData("ENCRYPTION_KEY_PREVIOUS", "short", "not a Fernet key")]
    [InlineData("JWT_SECRET_KEY", "  ", "is required and not set")]
    [InlineData("JWT_SECRET_KEY", "your-jwt-secret-here", "placeholder")]
    [InlineData("JWT_SECRET_KEY", "0123456789012345678901234567890", "shorter than 32 bytes")]
    [InlineData("DEBUG", "maybe", "neither true nor false")]
    [InlineData("SSL_ENABLED", "2", "neither true nor false")]
    [InlineData("LOG_LEVEL", "LOUD", "no log level")]
    [InlineData("CORS_ORIGINS", "http://a.example/path", "not an origin")]
    [InlineData("CORS_ORIGINS", "http://a.example,*", "not an origin")]
    [InlineData("CORS_ORIGINS", "http://a.example/", "not an origin")]
    [InlineData("TZ", "Mars/Olympus", "not a known time zone")]
    [InlineData("OPENAI_BASE_URL", "ftp://host", "not an http or https URL")]
    [InlineData("NEXT_PUBLIC_WS_URL", "http://host", "not a ws or wss URL")]
    [InlineData("ARGUSAI_BACKEND_PORT", "0", "not a port")]
    [InlineData("ARGUSAI_BACKEND_PORT", "65536", "not a port")]
    [InlineData("ARGUSAI_BACKEND_PORT", "80a", "not a port")]
    [InlineData("ARGUSAI_CERTS_UID", "root", "not a numeric id")]
    [InlineData("ARGUSAI_BIND", "localhost", "not an IP address")]
    [InlineData("DATABASE_URL", "mysql://a@b/c", "scheme that is not supported")]
    public void A_wrong_value_is_named_with_its_problem_and_a_fix(string name, string value, string problem)
    {
        var found = EnvironmentRules.Check(Named(name), value);

        Assert.NotNull(found);
        Assert.Equal(name, found.Name);
        Assert.Contains(problem, found.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(found.Fix);
    }

    [Theory]
    [InlineData("ENCRYPTION_KEY", GoodFernetKey)]
    [InlineData("ENCRYPTION_KEY_PREVIOUS", "")]
    [InlineData("JWT_SECRET_KEY", "01234567890123456789012345678901")]
    [InlineData("DEBUG", "Yes")]
    [InlineData("LOG_LEVEL", "warning")]
    [InlineData("CORS_ORIGINS", "http://localhost:3000, https://cameras.example.org")]
    [InlineData("TZ", "Europe/Berlin")]
    [InlineData("ARGUSAI_BIND", "::1")]
    [InlineData("NEXT_PUBLIC_WS_URL", "wss://host:1234")]
    [InlineData("DATABASE_URL", "postgres")]
    public void A_right_value_passes(string name, string value) => Assert.Null(EnvironmentRules.Check(Named(name), value));

    [Fact]
    public void A_problem_never_quotes_the_value_of_a_secret()
    {
        foreach (var secret in Everything.Where(v => v.Secret))
        {
            const string value = "hunter2-%zz";
            if (EnvironmentRules.Check(secret, value) is { } problem)
                Assert.DoesNotContain("hunter2", problem.Problem + problem.Fix, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("VAPID_PRIVATE_KEY", "VAPID_PUBLIC_KEY")]
    [InlineData("VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY")]
    public void One_VAPID_key_alone_is_a_problem_of_the_missing_one(string set, string missing)
    {
        var values = Right();
        values[set] = "x";

        var problem = Assert.Single(EnvironmentRules.CheckAll(BackendEnvironment.All, values.GetValueOrDefault));

        Assert.Equal(missing, problem.Name);
    }

    [Fact]
    public void Every_problem_is_reported_at_once()
    {
        var problems = EnvironmentRules.CheckAll(BackendEnvironment.All, name => name == "LOG_LEVEL" ? "LOUD" : null);

        Assert.Equal(["ENCRYPTION_KEY", "JWT_SECRET_KEY", "LOG_LEVEL"], problems.Select(p => p.Name));
    }

    [Fact]
    public void Every_default_passes_its_own_rule() =>
        Assert.All(Everything.Where(v => v.Default is not null), v => Assert.Null(EnvironmentRules.Check(v, v.Default)));

    [Fact]
    public void Every_placeholder_is_refused_so_that_a_copied_example_never_runs() =>
        Assert.All(Everything.Where(v => v.Placeholder is not null), v => Assert.NotNull(EnvironmentRules.Check(v, v.Placeholder)));

    [Fact]
    public void Names_are_unique_and_only_secrets_have_a_file_form()
    {
        var names = Everything.SelectMany(v => v.FileName is { } file ? [v.Name, file] : new[] { v.Name }).ToList();

        Assert.Equal(names.Distinct(), names);
        Assert.DoesNotContain(Everything, v => !v.Secret && v.FileName is not null);
    }

    private static Dictionary<string, string> Right() => new() { ["ENCRYPTION_KEY"] = GoodFernetKey, ["JWT_SECRET_KEY"] = new string('k', 32) };
}
