using System.Globalization;
using System.Text.RegularExpressions;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Images;

/// <summary>
/// Reads BuildKit's plain progress, which prints every line of every step, and says what people want to see: which step
/// works, how long it took, and of a failed step its last lines.
/// </summary>
public sealed partial class BuildProgress
{
    private const int KeptLines = 30;
    // What builds, said before all steps and never as done.
    private const int Header = 0;
    private static readonly TimeSpan WorthALine = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, Step> steps = [];
    private readonly List<string> errors = [];
    private readonly Silence silence;
    private Step? failed;
    private long spoken;

    /// <summary>Begins now.</summary>
    /// <param name="time">The clock; the system's when null.</param>
    public BuildProgress(TimeProvider? time = null) => silence = new Silence(time);

    /// <summary>Steps that came out of the build cache.</summary>
    public int Cached => Counted.Count(s => s.Cached);

    /// <summary>Steps in all, without BuildKit's own (reading files, exporting).</summary>
    public int Total => Counted.Count();

    /// <summary>Of the steps that work now the one that spoke last, with its last line; empty when none works.</summary>
    public string Now => steps.Values.Where(s => !s.Ended).MaxBy(s => s.Spoke)?.Now ?? "";

    private IEnumerable<Step> Counted => steps.Values.Where(s => !s.Internal);

    /// <summary>Takes a line.</summary>
    /// <returns>A line worth printing for good: a step that took a second or more. Else null.</returns>
    public string? Take(string line)
    {
        var worth = Read(line);
        if (worth is not null) silence.Break();
        return worth;
    }

    /// <summary>What works now, where nothing was worth printing for a while: two seconds at first, ever longer in a long build. Else null.</summary>
    public string? Silent() => Now is { Length: > 0 } now && silence.WantsALine() ? silence.Line(now) : null;

    private string? Read(string line)
    {
        if (StepLine().Match(line) is not { Success: true } match)
        {
            if (line.StartsWith("ERROR:", StringComparison.Ordinal)) errors.Add(line);
            return null;
        }

        int number = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var rest = match.Groups[2].Value;
        if (!steps.TryGetValue(number, out var step))
        {
            steps[number] = step = new Step(rest) { Ended = number == Header };
            step.Spoke = ++spoken;
            return null;
        }

        // It turns from one step to another and back.
        if (rest == "..." || rest == step.Written) return null;
        var done = Done().Match(rest);
        bool fails = rest.StartsWith("ERROR", StringComparison.Ordinal);
        if (fails) (failed, step.Failure) = (failed ?? step, rest);
        step.Cached |= rest == "CACHED";
        step.Ended = fails || done.Success || rest is "CACHED" or "CANCELED";
        if (!step.Ended) Output(step, rest);
        if (!done.Success) return null;
        var took = TimeSpan.FromSeconds(double.Parse(done.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        return took >= WorthALine ? $"{took.TotalSeconds,7:0.0} s  {step.Name.Shorten(120)}" : null;
    }

    /// <summary>Why the build failed: the failed step, its last lines, and BuildKit's own last words.</summary>
    public string Failure()
    {
        var words = errors.TakeLast(1);
        return failed is null
            ? string.Join('\n', words)
            : string.Join('\n', [failed.Name, .. failed.Output.Select(line => "  " + line), .. words.DefaultIfEmpty(failed.Failure)]);
    }

    private void Output(Step step, string line)
    {
        var text = TimeStamp().Replace(line, "");
        if (text.Trim().Length == 0) return;
        step.Output.Enqueue(text);
        if (step.Output.Count > KeptLines) step.Output.Dequeue();
        step.Spoke = ++spoken;
    }

    // Steps of a Dockerfile are named "[stage 2/7] RUN …", in bake "[target stage 2/7] RUN …"; the others are BuildKit's own.
    private sealed record Step(string Written)
    {
        // What a step runs and what it says tell more than what it mounts.
        public string Name { get; } = Options().Replace(Written, "");

        public bool Internal { get; } = !Numbered().IsMatch(Written);

        public bool Ended { get; set; }

        public long Spoke { get; set; }

        public Queue<string> Output { get; } = [];

        public bool Cached { get; set; }

        public string Failure { get; set; } = "";

        public string Now => Output.Count == 0 ? Name : $"{Name.Shorten(60)}  {Output.Last().Trim()}";
    }

    [GeneratedRegex(@"(?<=\] RUN )(--\S+\s+)+")]
    private static partial Regex Options();

    [GeneratedRegex(@"^\[[^\]]*\d+/\d+\] ")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^#(\d+) (.*)$")]
    private static partial Regex StepLine();

    [GeneratedRegex(@"^DONE (\d+(?:\.\d+)?)s$")]
    private static partial Regex Done();

    [GeneratedRegex(@"^\d+\.\d+ ")]
    private static partial Regex TimeStamp();
}
