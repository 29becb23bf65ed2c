using System.Globalization;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Images;

/// <summary>What the containers of our two images can write and how much they may use, as the kernel sees it (NFR12).</summary>
[Collection(nameof(Default))]
public sealed class RunningTests(Default running)
{
    // What the engine and the kernel put into every container; none of it is on a disk.
    private static readonly string[] Kernel = ["/proc", "/sys", "/dev"];

    public static TheoryData<string> Ours { get; } = [Services.Backend, Services.Frontend];

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task It_can_write_to_its_named_folders_only(string service)
    {
        var container = await running.Stack.Container(service);
        // mountinfo(5): the fifth field is the mount point, the sixth its own options.
        var writable = File.ReadLines($"/proc/{container.State!.Pid}/mountinfo").Select(line => line.Split(' '))
            .Where(fields => fields[5].Split(',').Contains("rw")).Select(fields => fields[4])
            .Where(mount => !Kernel.Any(k => mount == k || mount.StartsWith(k + "/", StringComparison.Ordinal)));

        string[] named = service == Services.Backend ? ["/tmp", DataLayout.Root] : ["/tmp"];
        Assert.Equal(named.Order(StringComparer.Ordinal), writable.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task Its_processes_its_memory_and_its_temporary_files_are_limited(string service)
    {
        var container = await running.Stack.Container(service);
        var group = File.ReadLines($"/proc/{container.State!.Pid}/cgroup").Select(l => l.Split(':', 3)).ToList();
        string Limit(string controller, string unified, string old) => group.Find(g => g[1].Split(',').Contains(controller)) is { } v1
            ? File.ReadAllText($"/sys/fs/cgroup/{controller}{v1[2]}/{old}").Trim()
            : File.ReadAllText($"/sys/fs/cgroup{group.Single(g => g[0] == "0")[2]}/{unified}").Trim();

        var processes = Limit("pids", "pids.max", "pids.max");
        Assert.True(long.TryParse(processes, CultureInfo.InvariantCulture, out var count) && count <= 1024, $"pids.max of {service} is '{processes}'");
        var memory = Limit("memory", "memory.max", "memory.limit_in_bytes");
        Assert.Equal((service == Services.Backend ? Limits.BackendMemory : Limits.FrontendMemory).ToString(CultureInfo.InvariantCulture), memory);
        var temporary = File.ReadLines($"/proc/{container.State.Pid}/mountinfo").Single(l => l.Split(' ')[4] == "/tmp");
        Assert.Matches(@" - tmpfs .*size=\d+", temporary);
    }
}
