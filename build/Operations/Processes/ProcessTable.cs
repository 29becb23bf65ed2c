using System.Diagnostics;

namespace ArgusAI.Operations.Processes;

/// <summary>What the system says about processes, by their numbers.</summary>
internal static class ProcessTable
{
    /// <summary>Whether a process runs; one that has ended and was not waited for does not.</summary>
    internal static bool IsRunning(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited && Stat(pid) is not ["Z", ..];
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>When it started, in clock ticks since boot: tells it from a later one of the same number. 0 where the system does not say.</summary>
    internal static string StartTime(int pid) => Stat(pid) is { Length: > 19 } fields ? fields[19] : "0";

    // The fields of /proc/PID/stat that follow the name, which may hold blanks.
    private static string[]? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
