using System.Globalization;
using System.Text.RegularExpressions;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Tests;

/// <summary>
/// Follows the test runner's output: failures are shown as they come, passed tests only when they took long, and a
/// silence of more than two seconds says how far the run is.
/// </summary>
internal sealed partial class TestConsole : IDisposable
{
    private const int KeptLines = 40;

    private readonly IAnsiConsole console;
    private readonly Redaction redaction;
    private readonly string project;
    private readonly Lock gate = new();
    private readonly Queue<string> last = new();
    private readonly Silence silence = new();
    private readonly Timer timer;
    private int passed;
    private int failed;
    private bool inFailure;

    internal TestConsole(IAnsiConsole console, Redaction redaction, string project)
    {
        (this.console, this.redaction, this.project) = (console, redaction, project);
        timer = new Timer(_ => Tick(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>The last lines, for a run that broke.</summary>
    internal string LastLines
    {
        get
        {
            lock (gate) return redaction.Apply(string.Join('\n', last));
        }
    }

    /// <summary>Takes one line of the runner.</summary>
    internal void Line(string line)
    {
        lock (gate)
        {
            if (line.Length > 0) last.Enqueue(line);
            if (last.Count > KeptLines) last.Dequeue();
            if (Outcome().Match(line) is { Success: true } match)
            {
                inFailure = match.Groups["outcome"].Value is "Failed" or "✖";
                if (inFailure) failed++;
                else if (match.Groups["outcome"].Value is "Passed" or "✔") passed++;
                if (inFailure) Say($"  ✗ {Sentence(match)}", Color.Red);
                else if (Slow().IsMatch(match.Groups["time"].Value)) Say($"  ✓ {Sentence(match)}", Color.Green);
            }
            else if (inFailure && EndOfTests().IsMatch(line))
            {
                inFailure = false;
            }
            else if (inFailure)
            {
                Say($"    {line}");
            }
        }
    }

    public void Dispose() => timer.Dispose();

    private void Tick()
    {
        lock (gate)
        {
            if (!silence.WantsALine()) return;
            Say(string.Create(CultureInfo.InvariantCulture, $"  … {project}: {passed} passed, {failed} failed so far ({silence.Elapsed.TotalSeconds:0} s)"), Color.Grey);
        }
    }

    private void Say(string text, Style? style = null)
    {
        silence.Break();
        console.Line(redaction.Apply(text), style);
    }

    private static string Sentence(Match match) => $"{match.Groups["name"].Value.Replace('_', ' ')} [{match.Groups["time"].Value}]";

    // VSTest's lines, and those of Node's spec reporter.
    [GeneratedRegex(@"^  (?<outcome>Passed|Failed|Skipped) (?<name>.+) \[(?<time>[^\]]+)\]$|^ *(?<outcome>[✔✖]) (?<name>.+) \((?<time>[0-9.]+ms)\)$")]
    private static partial Regex Outcome();

    // The runner writes 12 ms, 3 s or 1 m 4 s.
    [GeneratedRegex(@"\d m\b|\d h\b|\b([2-9]|\d\d+) s")]
    private static partial Regex Slow();

    [GeneratedRegex(@"^(ℹ |Test Run |Total tests:|Results File:|\[xUnit)")]
    private static partial Regex EndOfTests();
}
