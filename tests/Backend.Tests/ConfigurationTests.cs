using System.Text.Json;
using ArgusAI.Backend.Tests.Running;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Tests;

public class ConfigurationTests
{
    private static async Task<(int Exit, List<ConfigurationProblem> Problems, string Text)> FailAsync(Dictionary<string, string?> environment, params string[] arguments)
    {
        using var app = new AppFolder();
        await using var backend = BackendProcess.Start(app.Path, environment, arguments);
        int exit = await backend.ExitAsync();
        Assert.Empty(backend.Errors);
        string line = Assert.Single(backend.Output);
        using var json = JsonDocument.Parse(line);
        Assert.Equal("CRITICAL", json.RootElement.GetProperty("level").GetString());
        Assert.False(json.RootElement.TryGetProperty("exception", out _));
        var problems = json.RootElement.GetProperty("problems").EnumerateArray()
            .Select(p => new ConfigurationProblem(p.GetProperty("name").GetString()!, p.GetProperty("problem").GetString()!, p.GetProperty("fix").GetString()!)).ToList();
        return (exit, problems, line);
    }

    [Theory]
    [InlineData("ENCRYPTION_KEY", "", "required")]
    [InlineData("ENCRYPTION_KEY", "your-fernet-key-here", "placeholder")]
    [InlineData("ENCRYPTION_KEY", "hunter2hunter2", "not a Fernet key")]
    [InlineData("ENCRYPTION_KEY_PREVIOUS", "hunter2hunter2", "not a Fernet key")]
    [InlineData("JWT_SECRET_KEY", null, "required")]
    [InlineData("JWT_SECRET_KEY", "your-jwt-secret-here", "placeholder")]
    [InlineData("JWT_SECRET_KEY", "hunter2hunter2", "shorter than 32 bytes")]
    [InlineData("DATABASE_URL", "postgresql://u:hunter2hunter2@", "no host")]
    [InlineData("DEBUG", "perhaps", "neither true nor false")]
    [InlineData("LOG_LEVEL", "LOUD", "no log level")]
    [InlineData("CORS_ORIGINS", "localhost", "not an origin")]
    [InlineData("TZ", "Mars/Olympus", "not a known time zone")]
    [InlineData("OPENAI_BASE_URL", "nowhere", "not an http or https URL")]
    [InlineData("VAPID_PRIVATE_KEY", "hunter2hunter2", "counterpart")]
    public async Task A_wrong_value_stops_the_start_with_exit_78_and_one_JSON_line(string name, string? value, string problem)
    {
        var (exit, problems, text) = await FailAsync(new() { [name] = value });

        Assert.Equal(ExitCodes.Configuration, exit);
        Assert.Contains(problem, Assert.Single(problems).Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VAPID_keys_that_are_no_pair_stop_the_start()
    {
        var (exit, problems, text) = await FailAsync(new() { ["VAPID_PUBLIC_KEY"] = PushBackends.Vapid.Public, ["VAPID_PRIVATE_KEY"] = "hunter2hunter2" });

        Assert.Equal((ExitCodes.Configuration, "VAPID_PRIVATE_KEY"), (exit, Assert.Single(problems).Name));
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_problems_are_in_the_one_line()
    {
        var (_, problems, _) = await FailAsync(new() { ["ENCRYPTION_KEY"] = null, ["JWT_SECRET_KEY"] = "short", ["TZ"] = "nowhere", ["SSL_ENABLED"] = "true" });

        Assert.Equal(["ENCRYPTION_KEY", "JWT_SECRET_KEY", "TZ", "SSL_CERT_FILE", "SSL_KEY_FILE"], problems.Select(p => p.Name));
        Assert.All(problems, p => Assert.NotEmpty(p.Fix));
    }

    [Fact]
    public async Task A_secret_file_that_is_not_there_is_named()
    {
        var (exit, problems, _) = await FailAsync(new() { ["ENCRYPTION_KEY"] = null, ["ENCRYPTION_KEY_FILE"] = "/run/secrets/none" });

        Assert.Equal(ExitCodes.Configuration, exit);
        Assert.Contains("/run/secrets/none", Assert.Single(problems).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_given_directly_and_by_file_is_refused()
    {
        using var folder = new AppFolder();
        await File.WriteAllTextAsync(folder.In("key"), BackendProcess.EncryptionKey);
        var (_, problems, _) = await FailAsync(new() { ["ENCRYPTION_KEY_FILE"] = folder.In("key") });

        Assert.Contains("set twice", Assert.Single(problems).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_read_from_files_and_blank_means_unset()
    {
        using var app = new AppFolder();
        await File.WriteAllTextAsync(app.In("key"), BackendProcess.EncryptionKey + "\n");
        await File.WriteAllTextAsync(app.In("password"), "from a file\n");
        await using var backend = await BackendProcess.ListeningAsync(app.Path, new Dictionary<string, string?>
        {
            ["ENCRYPTION_KEY"] = " ", ["ENCRYPTION_KEY_FILE"] = app.In("key"), ["ADMIN_PASSWORD"] = "", ["ADMIN_PASSWORD_FILE"] = app.In("password"), ["DEBUG"] = "", ["DATABASE_URL"] = "",
        });

        Assert.NotEmpty(await backend.SignInAsync("from a file"));
    }

    [Fact]
    public async Task An_unknown_option_is_named()
    {
        var (exit, problems, _) = await FailAsync([], "--prot", "8000");

        Assert.Equal(ExitCodes.Configuration, exit);
        Assert.Equal("--prot", Assert.Single(problems).Name);
    }
}
