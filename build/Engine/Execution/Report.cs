using System.Globalization;

namespace Nuke.Common.Execution;

/// <summary>What a run prints: headings, problems, and the table at its end.</summary>
static class Report
{
    static readonly List<string> Problems = [];

    internal static void Line(string text = "") => Console.WriteLine(text);
    internal static void Heading(string target) => Line($"\n── {target} {new string('─', Math.Max(3, 60 - target.Length))}");
    internal static void Warning(string text) => Problem($"[WRN] {text}", ConsoleColor.Yellow);
    internal static void Error(string text) => Problem($"[ERR] {text}", ConsoleColor.Red);

    internal static void Summary(List<ExecutableTarget> plan, bool succeeded)
    {
        if (Problems.Count > 0) Line($"\nErrors & Warnings\n{string.Join('\n', Problems)}");
        var width = Math.Max(19, plan.Max(x => x.Name.Length) + 4);
        string Row(string name, string status, string duration) => $"{name.PadRight(width)}{status,-10}{duration,10}";
        var (bold, thin) = (new string('═', width + 20), new string('─', width + 20));
        Line($"\n{bold}\n{Row("Target", "Status", "Duration")}\n{thin}");
        foreach (var target in plan.Where(x => x.Status != ExecutionStatus.Collective))
        {
            var ran = target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed;
            var note = string.Join(", ", target.Summary.Select(x => $"{x.Key}: {x.Value}"));
            Coloured(
                Row(target.Name, target.Status.ToString(), ran ? Duration(target.Clock.Elapsed) : "") + (note.Length > 0 ? $"   // {note}" : ""),
                target.Status switch { ExecutionStatus.Succeeded => ConsoleColor.Green, ExecutionStatus.Skipped => ConsoleColor.DarkGray, _ => ConsoleColor.Red });
        }

        Line($"{thin}\n{Row("Total", "", Duration(plan.Aggregate(TimeSpan.Zero, (sum, x) => sum + x.Clock.Elapsed)))}\n{bold}\n");
        var now = DateTime.Now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        Coloured($"Build {(succeeded ? "succeeded" : "failed")} on {now}.", succeeded ? ConsoleColor.Green : ConsoleColor.Red);
    }

    static void Problem(string text, ConsoleColor colour)
    {
        Problems.Add(text);
        Coloured(text, colour);
    }

    static void Coloured(string text, ConsoleColor colour)
    {
        var plain = Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is not null;
        if (!plain) Console.ForegroundColor = colour;
        Line(text);
        if (!plain) Console.ResetColor();
    }

    static string Duration(TimeSpan time) => time.TotalSeconds < 1 ? "< 1sec" : $"{(int)time.TotalMinutes}:{time.Seconds:00}";
}
