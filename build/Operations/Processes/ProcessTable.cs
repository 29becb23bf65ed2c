using System.Diagnostics;
using System.Globalization;

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

    /// <summary>A mark for what this process makes and takes away again: its number, and what tells two of them apart.</summary>
    internal static string NewMark() => $"{Environment.ProcessId}-{Guid.NewGuid():n}";

    /// <summary>Whether the process behind a mark has ended: what begins with its number and a dash. What has another form is not ours to remove.</summary>
    internal static bool IsAbandoned(string mark) => int.TryParse(mark.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int owner) && !IsRunning(owner);

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
