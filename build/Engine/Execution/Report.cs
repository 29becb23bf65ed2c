using System.Globalization;

namespace Nuke.Common.Execution;

/// <summary>What a run prints: headings, problems, and the table at its end.</summary>
static class Report
{
    static readonly List<string> Problems = [];

    internal static void Line(string text = "") => Console.WriteLine(text);

    internal static void Heading(string target) => Line($"\n── {target} {new string('─', Math.Max(3, 60 - target.Length))}");

    /// <summary>A line of a tool; what it wrote as an error is repeated at the end.</summary>
    internal static void Output(bool error, string line)
    {
        if (error) Error(line);
        else Line(line);
    }

    internal static void Warning(string text) => Problem($"[WRN] {text}", ConsoleColor.Yellow);

    internal static void Error(string text) => Problem($"[ERR] {text}", ConsoleColor.Red);

    internal static void Summary(List<ExecutableTarget> plan, bool succeeded)
    {
        if (Problems.Count > 0)
        {
            Line("\nErrors & Warnings");
            foreach (var problem in Problems) Line(problem);
        }

        var width = Math.Max(19, plan.Max(x => x.Name.Length) + 4);
        string Row(string name, string status, string duration) => $"{name.PadRight(width)}{status,-10}{duration,10}";
        var rule = new string('═', width + 20);
        Line($"\n{rule}\n{Row("Target", "Status", "Duration")}\n{new string('─', width + 20)}");
        foreach (var target in plan.Where(x => x.Status != ExecutionStatus.Collective))
        {
            var ran = target.Status is ExecutionStatus.Succeeded or ExecutionStatus.Failed;
            var note = string.Join(", ", target.Summary.Select(x => $"{x.Key}: {x.Value}"));
            Coloured(
                Row(target.Name, target.Status.ToString(), ran ? Duration(target.Clock.Elapsed) : "") + (note.Length > 0 ? $"   // {note}" : ""),
                target.Status switch { ExecutionStatus.Succeeded => ConsoleColor.Green, ExecutionStatus.Skipped => ConsoleColor.DarkGray, _ => ConsoleColor.Red });
        }

        Line($"{new string('─', width + 20)}\n{Row("Total", "", Duration(plan.Aggregate(TimeSpan.Zero, (sum, x) => sum + x.Clock.Elapsed)))}\n{rule}\n");
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
        if (Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is not null)
        {
            Line(text);
            return;
        }

        Console.ForegroundColor = colour;
        Line(text);
        Console.ResetColor();
    }

    static string Duration(TimeSpan time) => time.TotalSeconds < 1 ? "< 1sec" : $"{(int)time.TotalMinutes}:{time.Seconds:00}";
}
