using System.Globalization;
using BenchmarkDotNet.Reports;

namespace ArgusAI.Benchmarks;

/// <summary>What was measured, and what of it has a budget.</summary>
sealed class Figures(IEnumerable<Summary> summaries)
{
    readonly BenchmarkReport[] _reports = [.. summaries.SelectMany(s => s.Reports).Where(r => r.Success && r.ResultStatistics is not null)];

    /// <summary>A line for each benchmark: time and allocation, and both for one line of the file where it has many.</summary>
    public IEnumerable<string> Table()
    {
        yield return $"{"",-34} {"time",12} {"±",10} {"allocated",12} {"time a line",12} {"bytes a line",13}";
        foreach (var report in _reports)
        {
            var (mean, bytes, lines) = (report.ResultStatistics!.Mean, Allocated(report), Lines(report));
            var each = lines == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{mean / 1e3 / lines,9:F2} µs {bytes / lines,13:F0}");
            yield return string.Create(CultureInfo.InvariantCulture, $"{Name(report),-34} {Time(mean),12} {Time(report.ResultStatistics.StandardDeviation),10} {bytes / 1024,9:N0} KB {each,25}").TrimEnd();
        }
    }

    /// <summary>Every budget with its figure, and whether it is kept; a missing figure keeps none.</summary>
    public IReadOnlyList<(bool Kept, string Text)> Budgets() =>
    [
        Budget("full generation of the stack", Mean("Generate"), 10e6),
        Budget("parse and lint of 10,000 lines of Compose", Mean("Lint", 10_000), 300e6),
        Growth("Read"),
        Growth("Lint"),
        Growth("Write"),
    ];

    static (bool, string) Budget(string what, double? nanoseconds, double most) => nanoseconds is { } figure
        ? (figure <= most, $"{what}: {Time(figure)}, at most {Time(most)}")
        : (false, $"{what}: not measured, at most {Time(most)}");

    // Larger heaps are collected dearer, and caches end: linear is what stays within half as much again.
    (bool, string) Growth(string method)
    {
        double? small = Mean(method, 1_000) / 1_000, middle = Mean(method, 10_000) / 10_000, large = Mean(method, 100_000) / 100_000;
        return small is null || middle is null || large is null
            ? (false, $"growth of {method}: not measured")
            : (large / middle <= 1.5, string.Create(CultureInfo.InvariantCulture,
                $"growth of {method}: a line takes {small / 1e3:F2}, {middle / 1e3:F2} and {large / 1e3:F2} µs of 1,000, 10,000 and 100,000; {large / middle:F2} times from 10,000 to 100,000, at most 1.5"));
    }

    double? Mean(string method, int lines = 0) =>
        Array.Find(_reports, r => r.BenchmarkCase.Descriptor.WorkloadMethod.Name == method && Lines(r) == lines)?.ResultStatistics!.Mean;

    static int Lines(BenchmarkReport report) =>
        report.BenchmarkCase.Parameters.Items.FirstOrDefault(p => p.Name == nameof(LargeCompose.Lines))?.Value is int lines ? lines : 0;

    static double Allocated(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;

    static string Name(BenchmarkReport report) => report.BenchmarkCase.Descriptor is var benchmark && Lines(report) is var lines and > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{benchmark.Type.Name}.{benchmark.WorkloadMethod.Name} {lines:N0}")
        : $"{benchmark.Type.Name}.{benchmark.WorkloadMethod.Name}";

    static string Time(double nanoseconds) => string.Create(CultureInfo.InvariantCulture, $"{(nanoseconds < 1e6 ? nanoseconds / 1e3 : nanoseconds / 1e6):F2} {(nanoseconds < 1e6 ? "µs" : "ms")}");
}
