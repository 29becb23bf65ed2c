using System.Globalization;
using ArgusAI.Operations.Processes;
using ArgusAI.Operations.Tests;
using Spectre.Console;

namespace ArgusAI.Smoke.Fixture;

/// <summary>What this run puts on the engine and on the disk: named and marked so that it is removed even after a crash.</summary>
public static class Scratch
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "argusai-smoke");
    private static int _count;

    /// <summary>A console that says nothing, for operations that report to one.</summary>
    public static IAnsiConsole Silent { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });

    /// <summary>Removes what dead runs left, on the engine and on the disk, and leaves a watchdog that does it for this one.</summary>
    public static async Task Begin()
    {
        await Sweep();
        // A run that was started by the build has the build's watchdog.
        if (Environment.GetEnvironmentVariable(TestOwner.Variable) is null or "") LabelledCleanup.StartWatchdog(new DockerCli());
    }

    /// <summary>Removes what dead runs left.</summary>
    public static async Task Sweep()
    {
        await LabelledCleanup.SweepAsync(new DockerCli(), Silent);
        foreach (var mark in Directory.CreateDirectory(Root).GetFiles("*.owner"))
        {
            if (TestOwner.IsAlive(await File.ReadAllTextAsync(mark.FullName))) continue;
            var folder = Path.ChangeExtension(mark.FullName, null);
            // Before the folder goes: an engine may still work in it, or have died with its layers mounted.
            await SecondEngine.Release(folder);
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            mark.Delete();
        }
    }

    /// <summary>A free compose project name. The process id is in it because several test programs share one owner.</summary>
    public static string NewProject() =>
        TestOwner.ProjectName(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Interlocked.Increment(ref _count)}"));

    /// <summary>A new folder that belongs to this run.</summary>
    /// <param name="name">From <see cref="NewProject"/>.</param>
    public static string NewFolder(string name) => NewFolder(name, TestOwner.Current);

    /// <summary>A new folder that belongs to somebody's run.</summary>
    internal static string NewFolder(string name, string owner)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        // Beside the folder: a clone holds what a clone holds.
        File.WriteAllText(folder + ".owner", owner);
        return folder;
    }

    /// <summary>Removes such a folder.</summary>
    public static void DeleteFolder(string folder)
    {
        Directory.Delete(folder, recursive: true);
        File.Delete(folder + ".owner");
    }
}
