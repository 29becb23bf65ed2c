using ArgusAI.Operations.Tests;
using Nuke.Common;

partial class Build
{
    [Parameter("Benchmark: measures longer, for figures to publish. SmokeTest: arm64's images, too, are built twice and compared: 21 minutes for both platforms.")]
    readonly bool Thorough;

    [Parameter("Benchmark: a missed budget is a failure, not a warning.")]
    readonly bool Strict;

    Target Benchmark => _ => _
        .Description("Measures generation, reading, writing, linting, motion detection and the backend under load; prints the figures and the budgets, and writes artifacts/benchmarks.")
        .Executes(() => Interruptible(() => new BenchmarkRun(Workspace, Terminal).RunAsync(Thorough, Strict)));
}
