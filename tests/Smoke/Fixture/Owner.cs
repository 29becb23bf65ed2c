using System.Diagnostics;
using System.Globalization;

namespace ArgusAI.Smoke.Fixture;

/// <summary>
/// Which process owns what a test run puts on the engine and on the disk. The name is part of every compose project,
/// so compose itself labels each container, network and volume with it; what compose does not start carries
/// <see cref="Label"/>. <c>sweep.sh</c> removes what a dead owner left.
/// </summary>
public static class Owner
{
    /// <summary>The label of containers and networks that are not compose's.</summary>
    public const string Label = "argusai.smoke.owner";

    /// <summary>
    /// <c>argusai-smoke-BOOT-PID-START</c>: first eight digits of the boot id, process id, its start in clock ticks
    /// since boot. Together they never name another process, not even after a reboot or when the id is used again.
    /// </summary>
    public static string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"argusai-smoke-{Boot()}-{Environment.ProcessId}-{StartTicks()}");

    /// <summary>Where temporary clones lie; <c>sweep.sh</c> knows the same place.</summary>
    public static string Scratch { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "argusai-smoke")).FullName;

    private static int _count;

    /// <summary>A compose project name that is free and belongs to this process.</summary>
    public static string NewProject() => $"{Name}-{Interlocked.Increment(ref _count)}";

    /// <summary>Removes what earlier runs left, then starts the watchdog that does the same for this one if it dies.</summary>
    public static void Begin()
    {
        Run("once", wait: true);
        Run("watch", wait: false);
    }

    /// <summary>Runs the sweep once, e.g. to prove it.</summary>
    public static void SweepNow() => Run("once", wait: true);

    private static void Run(string mode, bool wait)
    {
        // A session of its own: Ctrl-C goes to the terminal's process group and must not end the watchdog.
        var start = new ProcessStartInfo("setsid") { RedirectStandardOutput = !wait, RedirectStandardError = !wait, RedirectStandardInput = true };
        foreach (var argument in (string[])["sh", Repository.File("tests/Smoke/Fixture/sweep.sh"), mode, Name, Scratch]) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("setsid did not start");
        process.StandardInput.Close();
        if (wait && !process.WaitForExit(TimeLimits.Command)) throw new TimeoutException("sweep.sh took too long");
    }

    private static string Boot() => File.ReadAllText("/proc/sys/kernel/random/boot_id")[..8];

    private static string StartTicks()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
    }
}
