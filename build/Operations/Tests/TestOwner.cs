using System.Globalization;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests;

/// <summary>
/// Marks what a test run starts on the engine with who started it, so that a crash leaves nothing that cannot be told
/// from somebody else's containers. The mark is <c>pid:boot id:start time</c>: a number that was given out again, or
/// from before a reboot, is not mistaken for a living owner.
/// </summary>
public static class TestOwner
{
    /// <summary>The label on containers, networks and volumes.</summary>
    public const string Label = "argusai.test.owner";

    /// <summary>Hands the mark of a whole run to the test processes it starts.</summary>
    public const string Variable = "ARGUSAI_TEST_OWNER";

    private const string ProjectPrefix = "argusai-test-";

    // Stands first: static members are initialised in the order of the text, and the mark needs it.
    private static string BootId { get; } = File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "unknown";

    /// <summary>The label's value for this run: the one handed down, else this process's own.</summary>
    public static string Current { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } handed ? handed : Own;

    /// <summary>The mark of this very process.</summary>
    internal static string Own => $"{Environment.ProcessId}:{BootId}:{ProcessTable.StartTime(Environment.ProcessId)}";

    /// <summary>A compose project name of this run: <c>argusai-test-PID-SUFFIX</c>. Projects of such names are swept too, labelled or not.</summary>
    /// <param name="suffix">Lower-case letters, digits and dashes; unique within the run.</param>
    public static string ProjectName(string suffix) =>
        suffix.Length > 0 && suffix.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? $"{ProjectPrefix}{Pid(Current)}-{suffix}"
            : throw new ArgumentException($"'{suffix}' is no suffix for a compose project; expected lower-case letters, digits and dashes", nameof(suffix));

    /// <summary>Whether the process behind a mark still runs. What is no mark counts as alive: it is not ours to remove.</summary>
    public static bool IsAlive(string mark)
    {
        var parts = mark.Split(':');
        if (parts.Length < 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int pid)) return true;
        return parts[1] == BootId && ProcessTable.IsRunning(pid) && (parts.Length < 3 || parts[2] == ProcessTable.StartTime(pid));
    }

    /// <summary>Whether a compose project is one of a run whose process has ended.</summary>
    internal static bool IsAbandonedProject(string project) =>
        project.StartsWith(ProjectPrefix, StringComparison.Ordinal) && ProcessTable.IsAbandoned(project[ProjectPrefix.Length..]);

    internal static string ProjectsOf(string mark) => $"{ProjectPrefix}{Pid(mark)}-";

    internal static string Pid(string mark) => mark.Split(':')[0];
}
