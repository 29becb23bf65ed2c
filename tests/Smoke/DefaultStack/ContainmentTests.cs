using System.Globalization;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.DefaultStack;

/// <summary>What the application's containers may do, as the engine and the kernel see it (D38, NFR12).</summary>
[Collection(nameof(Default))]
public sealed class ContainmentTests(Default running)
{
    public static TheoryData<string> Ours { get; } = [Services.Backend, Services.Frontend];

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task It_runs_as_a_numeric_user_that_is_not_root_and_cannot_become_it(string service) =>
        Containment.Assert(await running.Stack.Container(service), DataLayout.UserId);

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task Its_port_is_published_on_loopback_only(string service)
    {
        var container = await running.Stack.Container(service);
        var bindings = container.HostConfig!.PortBindings!.Values.SelectMany(b => b).ToList();
        Assert.Single(bindings);
        Assert.All(bindings, b => Assert.Equal("127.0.0.1", b.HostIP));
    }

    [Theory]
    [InlineData(Services.Backend, Limits.BackendMemory)]
    [InlineData(Services.Frontend, Limits.FrontendMemory)]
    public async Task Its_memory_is_limited_its_log_rotates_and_orphans_are_reaped(string service, long memory)
    {
        var host = (await running.Stack.Container(service)).HostConfig!;
        Assert.Equal(memory, host.Memory);
        Assert.Contains("max-size", host.LogConfig!.Config!.Keys);
        Assert.True(host.Init, "no init process");
    }

    [Fact]
    public async Task The_data_volume_is_the_only_mount_that_can_be_written()
    {
        var mounts = (await running.Stack.Container(Services.Backend)).Mounts!;
        var data = Assert.Single(mounts, m => m.RW && m.Type != "tmpfs");
        Assert.Equal((DataLayout.Root, $"{running.Stack.Project}_{DataLayout.Volume}"), (data.Destination, data.Name));
    }

    [Theory]
    [InlineData(Services.Backend, Limits.BackendMemory)]
    [InlineData(Services.Frontend, Limits.FrontendMemory)]
    public async Task It_uses_less_memory_than_its_limit(string service, long limit)
    {
        var id = (await running.Stack.Container(service)).ID;
        var usage = (await running.Stack.Shell.Docker("stats", "--no-stream", "--format", "{{.MemUsage}}", id)).Succeeded().Output.Split('/')[0].Trim();
        var digits = usage.TrimEnd([.. "KMGiB"]);
        double bytes = double.Parse(digits, CultureInfo.InvariantCulture) * usage[digits.Length..] switch { "KiB" => 1 << 10, "MiB" => 1 << 20, "GiB" => 1 << 30, _ => 1 };
        Measurements.Note($"memory_mib_{service}", bytes / (1 << 20));
        Assert.InRange(bytes, 1, limit);
    }
}
