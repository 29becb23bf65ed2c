using System.Text.Json;
using ArgusAI.Smoke.Fixture;
using Docker.DotNet.Models;

namespace ArgusAI.Smoke.Postgres;

/// <summary>Profile <c>postgres</c> (AC-2.5.1, AC-2.5.2). Each test leaves the shared stack healthy.</summary>
[Collection(nameof(WithPostgres))]
public sealed class PostgresStackTests(WithPostgres running)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_tables_are_in_PostgreSQL()
    {
        var tables = await Sql("select table_name from information_schema.tables where table_schema = 'public' order by 1");
        Assert.Contains("cameras", tables, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("events", tables, StringComparison.OrdinalIgnoreCase);
        var health = await ArgusClient.Read<JsonElement>(await running.Client.Http.GetAsync(Routes.Readiness, Cancel));
        Assert.StartsWith("postgres", health.GetProperty("checks").GetProperty("database").GetProperty("provider").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_SQLite_database_and_the_choice_is_recorded()
    {
        var files = await Archive.OfContainer((await running.Stack.Container(Services.Backend)).ID, DataLayout.Root);
        Assert.DoesNotContain(files, f => f.Path.EndsWith(".db", StringComparison.Ordinal));
        Assert.Contains("postgres", Assert.Single(files, f => f.Path == DataLayout.DatabaseRecord).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Down_and_up_again_keep_the_data_in_the_named_volume()
    {
        var camera = await running.Client.CreateCamera("kept", "rtsp", "rtsp://127.0.0.1:9/none");
        var volume = Assert.Single((await running.Stack.Container(Services.Postgres)).Mounts!, m => m.Destination == "/var/lib/postgresql/data");
        Assert.Equal($"{running.Stack.Project}_{DataLayout.PostgresVolume}", volume.Name);

        (await running.Stack.Compose("down")).Succeeded();
        await running.Stack.Up(Profiles.Postgres);
        Assert.Equal("kept", (await running.Client.GetCamera(camera.Id)).Name);
        Assert.Equal("kept", await Sql($"select name from cameras where id::text = '{camera.Id}'"));
    }

    [Fact]
    public async Task After_a_kill_its_stale_socket_does_no_harm()
    {
        (await running.Stack.Compose("kill", Services.Postgres)).Succeeded();
        (await running.Stack.Compose("stop", Services.Backend)).Succeeded();
        (await running.Stack.Compose("up", "-d")).Succeeded();
        await running.Stack.WaitUntilHealthy();
        await ArgusClient.Read<object>(await running.Client.Http.GetAsync(Routes.Readiness, Cancel));
    }

    [Fact]
    public async Task A_changed_password_on_an_existing_volume_has_a_message_of_its_own()
    {
        var refused = await running.Stack.Compose("run", "--rm", "--no-deps", "-T", "-e", "POSTGRES_PASSWORD=another-one", Services.Backend);
        Assert.Equal(ExitCodes.Configuration, refused.ExitCode);
        Assert.Contains("POSTGRES_PASSWORD", refused.Output, StringComparison.Ordinal);
        Assert.Contains("volume", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("another-one", refused.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_publishes_no_port_and_its_server_is_not_root()
    {
        var container = await running.Stack.Container(Services.Postgres);
        Assert.True(container.HostConfig!.PortBindings is null or { Count: 0 }, "PostgreSQL is reachable from outside");
        var processes = await Engine.Client.Containers.ListProcessesAsync(container.ID, new ContainerListProcessesParameters { PsArgs = "-eo pid,uid,args" }, Cancel);
        var servers = processes.Processes!.Where(p => p[2].Contains("postgres", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(servers);
        Assert.DoesNotContain(servers, p => p[1] == "0");
    }

    private async Task<string> Sql(string query) => (await running.Stack.Compose("exec", "-T", "-e", $"PGPASSWORD={running.Stack.Secrets.PostgresPassword}",
        Services.Postgres, "psql", "-U", "argusai", "-d", "argusai", "-Atc", query)).Succeeded().Output.Trim();
}
