using System.Globalization;
using Docker.DotNet.Models;

namespace ArgusAI.Smoke.Fixture;

/// <summary>The rules every container of the stack keeps, asked of the engine's settings and of the kernel's view of the process.</summary>
public static class Containment
{
    /// <summary>Fails with the rule that a container breaks.</summary>
    /// <param name="container">The container, running.</param>
    /// <param name="uid">The user its main process must have.</param>
    public static void Assert(ContainerInspectResponse container, int uid)
    {
        var host = container.HostConfig ?? throw new InvalidOperationException("the engine gave no host configuration");
        Xunit.Assert.True(host.ReadonlyRootfs, "its root file system is writable");
        Xunit.Assert.Contains("ALL", host.CapDrop ?? [], StringComparer.OrdinalIgnoreCase);
        Xunit.Assert.False(host.Privileged);
        Xunit.Assert.Contains(host.SecurityOpt ?? [], o => o.StartsWith("no-new-privileges", StringComparison.Ordinal));

        var status = Status(container.State!.Pid);
        Xunit.Assert.Equal(Enumerable.Repeat(uid.ToString(CultureInfo.InvariantCulture), 4), status["Uid"].Split('\t'));
        Xunit.Assert.Equal("1", status["NoNewPrivs"]);
        foreach (var set in (string[])["CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb"])
            Xunit.Assert.Equal((set, 0UL), (set, ulong.Parse(status[set], NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    /// <summary>A process's <c>/proc/PID/status</c>: the engine runs on this machine.</summary>
    public static IReadOnlyDictionary<string, string> Status(long pid) =>
        File.ReadLines($"/proc/{pid}/status").Select(l => l.Split(':', 2)).ToDictionary(p => p[0], p => p[1].Trim());
}
