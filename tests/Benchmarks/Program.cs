using ArgusAI.Benchmarks;
using ArgusAI.Benchmarks.Samples;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// --strict: a missed budget is a failure. --thorough: more and longer runs, for figures to publish. Any other word keeps the classes whose name holds it.
bool strict = args.Contains("--strict"), thorough = args.Contains("--thorough");
var words = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
var classes = new[] { typeof(StackGeneration), typeof(LargeCompose), typeof(EveryFormat) }
    .Where(c => words.Length == 0 || words.Any(w => c.Name.Contains(w, StringComparison.OrdinalIgnoreCase))).ToArray();

bool IsWanted(string name) => words.Length == 0 || words.Any(w => name.Contains(w, StringComparison.OrdinalIgnoreCase));

var artifacts = Path.Combine(Repository.Root, "artifacts", "benchmarks");
Directory.CreateDirectory(artifacts);
using var log = new StreamWriter(Path.Combine(artifacts, "log.txt"));

// In this process: a generated project would have to be restored, which no offline machine can promise.
var job = (thorough ? Job.Default : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
var config = ManualConfig.CreateEmpty().AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).AddColumnProvider(DefaultColumnProviders.Instance)
    .AddExporter(MarkdownExporter.GitHub, JsonExporter.Brief).AddLogger(new StreamLogger(log)).WithArtifactsPath(artifacts);

var figures = new Figures(classes.Select(c =>
{
    Console.WriteLine($"measuring {c.Name} …");
    return BenchmarkRunner.Run(c, config);
}).ToArray());
Console.WriteLine();
foreach (var line in figures.Table()) Console.WriteLine(line);
Console.WriteLine();
var budgets = words.Length > 0 ? [] : figures.Budgets();
(string Name, Func<Action<string>, Task<IReadOnlyList<(bool, string)>>> MeasureAsync)[] programs =
[
    (nameof(MotionAgreement), MotionAgreement.MeasureAsync),
    (nameof(ServiceLoad), ServiceLoad.MeasureAsync),
    (nameof(CameraLoad), print => CameraLoad.MeasureAsync(TimeSpan.FromMinutes(thorough ? 10 : 3), print)),
];
foreach (var program in programs.Where(p => IsWanted(p.Name)))
{
    Console.WriteLine($"measuring {program.Name} …");
    budgets = [.. budgets, .. await program.MeasureAsync(Console.WriteLine)];
    Console.WriteLine();
}

foreach (var (kept, text) in budgets) Console.WriteLine($"{(kept ? "kept  " : "MISSED")} {text}");
Console.WriteLine($"\nThe machine's load is part of every time; allocations and ratios are not. Details: {artifacts}");
return strict && budgets.Any(b => !b.Kept) ? 1 : 0;
