using ArgusAI.Containers.Images;
using ArgusAI.Operations;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;
using ArgusAI.Smoke.Fixture;
using ArgusAI.Stack;

namespace ArgusAI.Smoke.Images;

/// <summary>How big our two images are, and what for (design.md's budgets).</summary>
public sealed class SizeTests
{
    private const long Megabyte = 1_000_000;

    public static TheoryData<string> Ours { get; } = [Services.Backend, Services.Frontend];

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task It_keeps_its_budget_and_all_but_a_megabyte_of_it_is_there_for_a_declared_reason(string service)
    {
        var report = await Reports.MeasureAsync(service == Services.Backend ? ImageParts.Backend : ImageParts.Frontend, cancellation: TestContext.Current.CancellationToken);
        Measurements.Note($"image_mb_{service}", report.Bytes / (double)Megabyte);

        Assert.True(report.Bytes <= report.Budget, $"{report.Image} has {report.Bytes} bytes, its budget is {report.Budget}. The biggest parts: {Describe(report.Parts.Take(5).Select(p => $"{p.Name} {p.Bytes}"))}");
        Assert.Equal(report.Bytes, report.Parts.Sum(p => p.Bytes) + report.UnexplainedBytes);
        Assert.True(report.UnexplainedBytes < Megabyte, $"no part in build/Stack/Images/ImageParts.cs names {Describe(report.Unexplained.Take(10).Select(f => $"{f.Path} {f.Bytes}"))}");
        Assert.True(report.Layers.Sum(l => l.Bytes) >= report.Bytes, "the engine's history names less than there is");
    }

    [Fact]
    public async Task The_backend_has_every_part_that_is_declared()
    {
        var report = await Reports.MeasureAsync(ImageParts.Backend, cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(report.Parts.Where(p => p.Files == 0).Select(p => p.Name));
    }

    private static ImageReports Reports { get; } = new(new DockerCli(), new Workspace(Repository.Root));

    private static string Describe(IEnumerable<string> items) => string.Join(", ", items);
}
