using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Postgres;

/// <summary>How the profile starts when something is missing or comes late.</summary>
public sealed class StartTests
{
    private static readonly Dictionary<string, string> Unnamed = [];

    [Fact]
    public async Task Without_a_password_PostgreSQL_refuses_to_start_and_says_so()
    {
        await using var stack = await Installation.Prepare(ours: false);
        await stack.WriteEnvironment(Unnamed.Append(new(BackendEnvironment.PostgresPassword.Name, "")));
        await stack.Shell.Docker("compose", "--profile", Profiles.Postgres, "up", "-d", "--no-deps", Services.Postgres);

        var logs = await ArgusClient.Until(TimeLimits.Answer, () => stack.Logs(Services.Postgres), text => text.Contains("POSTGRES_PASSWORD", StringComparison.Ordinal), "a message that names POSTGRES_PASSWORD");
        Assert.DoesNotContain("ready to accept connections", logs, StringComparison.Ordinal);
        Assert.NotEqual("healthy", (await stack.Container(Services.Postgres)).State!.Health?.Status);
    }

    [Fact]
    public async Task A_backend_that_comes_first_waits_for_PostgreSQL()
    {
        await using var stack = await Installation.Prepare();
        await stack.WriteEnvironment(Unnamed.Append(new(BackendEnvironment.DatabaseUrl.Name, "postgres")));
        // Always without dependencies: with them, compose would see another service and recreate it.
        string[] up = ["compose", "--profile", Profiles.Postgres, "up", "-d", "--no-deps"];
        (await stack.Shell.Docker([.. up, Services.Backend])).Succeeded();
        await Task.Delay(3000, TestContext.Current.CancellationToken);
        var waiting = await stack.Container(Services.Backend);
        Assert.NotEqual("healthy", waiting.State!.Health?.Status);

        (await stack.Shell.Docker([.. up, Services.Postgres])).Succeeded();
        await stack.WaitUntilHealthy();
        var ready = await stack.Container(Services.Backend);
        Assert.Equal((waiting.ID, waiting.State.StartedAt), (ready.ID, ready.State!.StartedAt));
    }
}
