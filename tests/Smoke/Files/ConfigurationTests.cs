using System.Text.Json;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Files;

/// <summary>A backend whose settings are wrong says so in one JSON line and ends with 78 (D7, D41).</summary>
public sealed class ConfigurationTests(PreparedServices clone) : IClassFixture<PreparedServices>
{
    private const string Placeholder = "your-fernet-key-here";

    [Theory]
    [InlineData("ENCRYPTION_KEY", Placeholder)]
    [InlineData("ENCRYPTION_KEY", "not-a-key")]
    [InlineData("JWT_SECRET_KEY", "your-jwt-secret-here")]
    [InlineData("JWT_SECRET_KEY", "short")]
    [InlineData("DATABASE_URL", "mysql://user:hunter2secret@host/db")]
    [InlineData("LOG_LEVEL", "LOUD")]
    public async Task A_wrong_value_stops_the_start_and_is_named(string name, string value)
    {
        var problems = await Refused("-e", $"{name}={value}");
        var problem = Assert.Single(problems);
        Assert.Equal(name, problem.GetProperty("name").GetString());
        Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("fix").GetString()));
        Assert.DoesNotContain("hunter2secret", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_value_is_named_at_once()
    {
        var problems = await Refused("-e", $"ENCRYPTION_KEY={Placeholder}", "-e", "JWT_SECRET_KEY=short", "-e", "DEBUG=perhaps");
        Assert.Equal(["DEBUG", "ENCRYPTION_KEY", "JWT_SECRET_KEY"], problems.Select(p => p.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PostgreSQL_that_never_comes_ends_the_start_and_the_profile_is_named()
    {
        var ended = await Run("-e", "DATABASE_URL=postgres");
        Assert.Equal(ExitCodes.Configuration, ended.ExitCode);
        Assert.Contains("--profile postgres", ended.All, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.All, StringComparison.Ordinal);
    }

    private Task<Finished> Run(params IReadOnlyList<string> options) =>
        clone.Stack.Compose(["run", "--rm", "--no-deps", "-T", .. options, Services.Backend]);

    private async Task<IReadOnlyList<JsonElement>> Refused(params IReadOnlyList<string> options)
    {
        var ended = await Run(options);
        Assert.True(ended.ExitCode == ExitCodes.Configuration, $"ended with {ended.ExitCode}:\n{ended.All}");
        var line = Assert.Single(ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return [.. JsonSerializer.Deserialize<JsonElement>(line).GetProperty("problems").EnumerateArray()];
    }
}
