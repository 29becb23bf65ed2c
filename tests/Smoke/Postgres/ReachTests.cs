using ArgusAI.Operations.Tests;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Postgres;

/// <summary>Who can reach the database over a network: nobody but the backend.</summary>
[Collection(nameof(WithPostgres))]
public sealed class ReachTests(WithPostgres running)
{
    [Fact]
    public async Task The_backend_reaches_the_port_so_that_what_follows_says_something() =>
        Assert.True(await Reaches($"container:{(await running.Stack.Container(Services.Backend)).ID}", await Address()), "the backend does not reach it either");

    [Fact]
    public async Task The_frontend_does_not_reach_it_by_address() =>
        Assert.False(await Reaches($"container:{(await running.Stack.Container(Services.Frontend)).ID}", await Address()), "the frontend reaches PostgreSQL");

    [Fact]
    public async Task A_container_where_nginx_stands_reaches_it_neither_by_address_nor_by_name()
    {
        Assert.False(await Reaches(running.Stack.Network, await Address()), "nginx would reach PostgreSQL");
        Assert.False(await Reaches(running.Stack.Network, Services.Postgres), "nginx would find PostgreSQL by name");
    }

    private async Task<string> Address() => Assert.Single((await running.Stack.Container(Services.Postgres)).NetworkSettings!.Networks!.Values).IPAddress!;

    // PostgreSQL hangs up on HTTP, which is an answer; no way there is a time-out or an unknown name.
    private async Task<bool> Reaches(string network, string host)
    {
        var asked = await running.Stack.Shell.Docker("run", "--rm", "--pull", "never", "--label", $"{TestOwner.Label}={TestOwner.Current}",
            "--network", network, "--entrypoint", "wget", running.Stack.Images.Nginx, "-T", "4", "-O", "/dev/null", $"http://{host}:5432/");
        Assert.NotEqual(0, asked.ExitCode);
        bool unreachable = asked.All.Contains("timed out", StringComparison.Ordinal) || asked.All.Contains("bad address", StringComparison.Ordinal)
            || asked.All.Contains("can't connect", StringComparison.Ordinal);
        Assert.True(unreachable || asked.All.Contains("error getting response", StringComparison.Ordinal) || asked.All.Contains("reset by peer", StringComparison.Ordinal), asked.All);
        return !unreachable;
    }
}
