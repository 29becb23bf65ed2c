using ArgusAI.Operations.Files;
using ArgusAI.Operations.Linting.Formats;
using Spectre.Console;

namespace ArgusAI.Operations.Linting;

/// <summary>Tells a report in the wanted format.</summary>
public static class LintOutput
{
    private static TextWriter? reserved;

    /// <summary>Keeps the standard output for a SARIF log when the command line wants one there: everything else goes to the error stream.</summary>
    /// <param name="words">The command line. It is looked at before the build engine does, which prints from its first moment on.</param>
    public static void Reserve(IReadOnlyList<string> words)
    {
        bool Is(int i, string option) => string.Equals(words[i].Replace("-", "", StringComparison.Ordinal), option, StringComparison.OrdinalIgnoreCase) && words[i].StartsWith('-');
        var all = Enumerable.Range(0, words.Count).ToList();
        if (!all.Exists(i => Is(i, "format") && i + 1 < words.Count && words[i + 1].Equals("sarif", StringComparison.OrdinalIgnoreCase)) || all.Exists(i => Is(i, "output"))) return;
        reserved = Console.Out;
        Console.SetOut(Console.Error);
    }

    internal static void Tell(LintReport report, LintOptions options, IAnsiConsole console)
    {
        var format = options.FormatOrDefault;
        if (format == LintFormat.Sarif)
        {
            var log = SarifFormat.Render(report);
            if (options.Output is { } file)
            {
                AtomicFile.Write(Path.GetFullPath(file, options.From), log);
                console.Line($"SARIF: {file}");
            }
            else
            {
                (reserved ?? Console.Out).Write(log);
            }
        }
        else
        {
            foreach (var line in format == LintFormat.GitHub ? GitHubFormat.Lines(report) : TextFormat.Lines(report)) console.Line(line);
        }

        foreach (var linter in report.Linters) Tell(linter, console);
        console.Line(report.Summary);
    }

    private static void Tell(LinterResult linter, IAnsiConsole console)
    {
        if (linter.Missing is { } source) console.Warn($"not found: {linter.Name} ({source})");
        else if (linter.Findings.Count == 0) console.Line($"ok: {linter.Name}");
        else console.Line($"{linter.Name}: {linter.Findings.Count} finding(s)");
    }
}
