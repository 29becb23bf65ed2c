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
    private static readonly TimeSpan WorthALine = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, Step> steps = [];
    private readonly List<string> errors = [];
    private readonly Silence silence;
    private Step? failed;

    /// <summary>Begins now.</summary>
    /// <param name="time">The clock; the system's when null.</param>
    public BuildProgress(TimeProvider? time = null) => silence = new Silence(time);

    /// <summary>Steps that came out of the build cache.</summary>
    public int Cached => Counted.Count(s => s.Cached);

    /// <summary>Steps in all, without BuildKit's own (reading files, exporting).</summary>
    public int Total => Counted.Count();

    /// <summary>The step that works now, with its last line; empty at the start.</summary>
    public string Now { get; private set; } = "";

    private IEnumerable<Step> Counted => steps.Values.Where(s => !s.Internal);

    /// <summary>Takes a line.</summary>
    /// <returns>A line worth printing for good: a step that took a second or more, or an export. Else null.</returns>
    public string? Take(string line)
    {
        var worth = Read(line);
        if (worth is not null) silence.Break();
        return worth;
    }

    /// <summary>What works now, where nothing was worth printing for a while: two seconds at first, ever longer in a long build. Else null.</summary>
    public string? Silent() => Now.Length > 0 && silence.WantsALine() ? silence.Line(Now) : null;

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
            steps[number] = step = new Step(rest);
            if (step.Told) Now = rest;
            return null;
        }

        if (rest == "CACHED") step.Cached = true;
        else if (rest.StartsWith("ERROR", StringComparison.Ordinal)) (failed, step.Failure) = (failed ?? step, rest);
        else if (Done().Match(rest) is { Success: true } done)
        {
            var took = TimeSpan.FromSeconds(double.Parse(done.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
            return took >= WorthALine && step.Told ? $"{took.TotalSeconds,7:0.0} s  {step.Name.Shorten(120)}" : null;
        }
        else Output(step, rest);
        return null;
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
        if (step.Told) Now = $"{step.Name.Shorten(60)}  {text.Trim()}";
    }

    // Steps of a Dockerfile are named "[stage 2/7] RUN …", in bake "[target stage 2/7] RUN …"; the others are BuildKit's own.
    private sealed record Step(string Name)
    {
        public bool Internal { get; } = !Numbered().IsMatch(Name);

        public bool Told => !Internal || Name.Contains("exporting to ", StringComparison.Ordinal);

        public Queue<string> Output { get; } = [];

        public bool Cached { get; set; }

        public string Failure { get; set; } = "";
    }

    [GeneratedRegex(@"^\[[^\]]*\d+/\d+\] ")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^#(\d+) (.*)$")]
    private static partial Regex StepLine();

    [GeneratedRegex(@"^DONE (\d+(?:\.\d+)?)s$")]
    private static partial Regex Done();

    [GeneratedRegex(@"^\d+\.\d+ ")]
    private static partial Regex TimeStamp();
}
