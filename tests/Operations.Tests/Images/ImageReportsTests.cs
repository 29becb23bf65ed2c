using ArgusAI.Containers;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests.Images;

public sealed class ImageReportsTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task The_first_table_says_so_and_names_what_belongs_to_no_part()
    {
        var file = await Print("sha256:1", ("app/a.dll", 1_200_000), ("usr/lib/libc.so", 900_000), ("opt/left", 600_000));

        Assert.Contains("example.org/app:1: the first build that was measured here", sandbox.Printed, StringComparison.Ordinal);
        Assert.Matches(@"Program +does it +1\.2 ", sandbox.Printed);
        Assert.Matches(@"Unexplained +/opt/left +0\.6 ", sandbox.Printed);
        Assert.Matches(@"Total +of 3\.0 MB \(later 2\.0\) +2\.7 ", sandbox.Printed);
        Assert.Matches(@"COPY /x / +2\.7", sandbox.Printed);
        Assert.DoesNotContain("over its budget", sandbox.Printed, StringComparison.Ordinal);
        Assert.Equal(2_700_000, ImageReport.Read(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!.Bytes);
    }

    [Fact]
    public async Task Another_image_is_compared_with_the_one_before_and_the_same_one_is_not_measured_again()
    {
        await Print("sha256:1", ("app/a.dll", 1_000_000), ("usr/lib/libc.so", 900_000));
        await Print("sha256:2", ("app/a.dll", 1_500_000), ("app/x.txt", 2_000_000));
        Assert.Contains("changed since the last build", sandbox.Printed, StringComparison.Ordinal);
        Assert.Matches(@"Program +does it +1\.5 +\+0\.5 ", sandbox.Printed);
        Assert.Matches(@"System +is gone +0\.0 +-0\.9 ", sandbox.Printed);
        Assert.Matches(@"Total +of 3\.0 MB \(later 2\.0\) +3\.5 +\+1\.6 ", sandbox.Printed);
        Assert.Contains("is 0.5 MB over its budget", sandbox.Printed, StringComparison.Ordinal);

        await Print("sha256:2");
        Assert.Contains("the same image as at the last build", sandbox.Printed, StringComparison.Ordinal);
        Assert.Matches(@"Total +of 3\.0 MB \(later 2\.0\) +3\.5 += ", sandbox.Printed);
    }

    [Fact]
    public async Task A_part_that_an_image_is_without_is_told_with_the_platform_where_somebody_needs_to_know()
    {
        var inventory = ImageReportTests.Inventory with { Parts = [new("OpenCV", "motion", "/app/libcv.so") { WhenMissing = "no motion detection there" }, new("Manual", "nobody reads it", "/man"), .. ImageReportTests.Inventory.Parts] };
        await WriteAsync(("app/a.dll", 1_200_000));
        await Reports("sha256:1", Export).PrintAsync([inventory], sandbox.Console, [Platform.LinuxArm64], TestContext.Current.CancellationToken);
        Assert.Contains("example.org/app:1 for linux/arm64 is without OpenCV: no motion detection there", Unwrapped, StringComparison.Ordinal);
        Assert.DoesNotContain("Manual", sandbox.Printed, StringComparison.Ordinal);

        await WriteAsync(("app/a.dll", 1_200_000), ("app/libcv.so", 5));
        await Reports("sha256:2", Export).PrintAsync([inventory], sandbox.Console, cancellation: TestContext.Current.CancellationToken);
        Assert.DoesNotContain("example.org/app:1 is without", Unwrapped, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_told_again_where_the_image_is_the_same_as_before()
    {
        var inventory = ImageReportTests.Inventory with { Parts = [new("OpenCV", "motion", "/app/libcv.so") { WhenMissing = "no motion detection there" }] };
        await WriteAsync(("app/a.dll", 1_200_000));
        foreach (var export in new[] { Export, "exit 1" })
            await Reports("sha256:1", export).PrintAsync([inventory], sandbox.Console, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(2, Unwrapped.Split("example.org/app:1 is without OpenCV").Length - 1);
    }

    [Fact]
    public async Task Each_platform_is_measured_and_compared_for_itself()
    {
        await WriteAsync(("app/a.dll", 1_200_000));
        await Reports("sha256:1", Export).PrintAsync([ImageReportTests.Inventory], sandbox.Console, [Platform.LinuxAmd64, Platform.LinuxArm64], TestContext.Current.CancellationToken);
        Assert.Equal(["app.linux-amd64.json", "app.linux-arm64.json"], Directory.GetFiles(Path.Combine(sandbox.Folder, "artifacts/images")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["linux/amd64", "linux/arm64"], File.ReadAllLines(Path.Combine(sandbox.Folder, "created")).Select(l => l.Split("--platform ")[1].Split(' ')[0]));
        Assert.Matches("(?s)linux/amd64:.*the first build.*linux/arm64:.*the first build", sandbox.Printed);
        // The engine's history is that of its own platform.
        Assert.DoesNotContain("Layer, the lowest first", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_cannot_be_exported_is_an_error_and_is_removed()
    {
        var failure = await Assert.ThrowsAsync<OperationException>(() => Reports("sha256:1", "echo 'no space' >&2; exit 1").MeasureAsync(ImageReportTests.Inventory, cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("failed with code 1: no space", failure.Message, StringComparison.Ordinal);
        Assert.Equal("rm --force --volumes c1", File.ReadAllText(Path.Combine(sandbox.Folder, "removed")).Trim());
    }

    public void Dispose() => sandbox.Dispose();

    // Without files the engine has nothing to export, so that measuring would fail.
    private async Task<string> Print(string id, params (string Path, int Length)[] files)
    {
        await WriteAsync(files);
        var reports = Reports(id, files.Length == 0 ? "exit 1" : Export);
        await reports.PrintAsync([ImageReportTests.Inventory], sandbox.Console, cancellation: TestContext.Current.CancellationToken);
        return reports.FileOf(ImageReportTests.Inventory);
    }

    private string Export => $"cat '{sandbox.Folder}/image.tar'";

    // The console breaks long lines.
    private string Unwrapped => sandbox.Printed.ReplaceLineEndings(" ");

    private Task WriteAsync(params (string Path, int Length)[] files) =>
        File.WriteAllBytesAsync(Path.Combine(sandbox.Folder, "image.tar"), ImageReportTests.Tar(files).ToArray(), TestContext.Current.CancellationToken);

    private ImageReports Reports(string id, string export) => new(new DockerCli
    {
        Executable = sandbox.Program("docker", $$"""
            case "$*" in
              "image inspect"*) echo {{id}} ;;
              create*) echo "$*" >>'{{sandbox.Folder}}/created'; echo c1 ;;
              "export c1") {{export}} ;;
              history*) echo '{"CreatedBy":"USER 1","Size":"0"}'; echo '{"CreatedBy":"COPY /x / # buildkit","Size":"2700000"}' ;;
              rm*) echo "$*" >'{{sandbox.Folder}}/removed' ;;
              *) echo "unexpected: $*" >&2; exit 99 ;;
            esac
            """),
    }, sandbox.Workspace);
}
