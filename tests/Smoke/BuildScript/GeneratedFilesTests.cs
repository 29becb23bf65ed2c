using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.BuildScript;

/// <summary><c>Generate</c> and <c>Verify</c> in a fresh clone, on a machine that seems to have no Docker.</summary>
public sealed class GeneratedFilesTests(FreshClone clone) : IClassFixture<FreshClone>
{
    private const string Contract = "src/Contract/Ports.cs";

    [Fact]
    public async Task Generate_changes_nothing_in_a_clone_that_is_in_order()
    {
        var before = Snapshot();
        (await Build("Generate")).Succeeded();
        Assert.Equal(before, Snapshot());
        (await Build("Verify")).Succeeded();
    }

    [Fact]
    public async Task Verify_fails_with_the_difference_after_one_changed_port_and_writes_nothing()
    {
        var source = await File.ReadAllTextAsync(clone.Stack.Clone.File(Contract), TestContext.Current.CancellationToken);
        Assert.Contains("new(8000,", source, StringComparison.Ordinal);
        try
        {
            await File.WriteAllTextAsync(clone.Stack.Clone.File(Contract), source.Replace("new(8000,", "new(8017,", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var before = Snapshot();
            var verify = await Build("Verify");
            Assert.NotEqual(0, verify.ExitCode);
            Assert.Matches(@"(?m)^\s*-.*8000", verify.All);
            Assert.Matches(@"(?m)^\s*\+.*8017", verify.All);
            Assert.Contains("docker-compose.yml", verify.All, StringComparison.Ordinal);
            Assert.Contains("./build.sh Generate", verify.All, StringComparison.Ordinal);
            Assert.Equal(before, Snapshot());
        }
        finally
        {
            await File.WriteAllTextAsync(clone.Stack.Clone.File(Contract), source, CancellationToken.None);
        }
    }

    private Task<Finished> Build(string target) => clone.Build(clone.Shell.With("DOCKER_HOST", "unix:///nonexistent/docker.sock"), target);

    /// <summary>Every generated file with its content and time of writing.</summary>
    private List<string> Snapshot()
    {
        var root = new DirectoryInfo(clone.Stack.Clone.Folder);
        var generated = root.GetFiles("docker-*").Concat(root.GetFiles(".env.example")).Concat(new DirectoryInfo(clone.Stack.Clone.File("deploy")).GetFiles("*", SearchOption.AllDirectories))
            .Concat(new DirectoryInfo(clone.Stack.Clone.File("src")).GetFiles("Dockerfile*", SearchOption.AllDirectories));
        return [.. generated.Select(f => $"{f.FullName} {f.LastWriteTimeUtc:O} {File.ReadAllText(f.FullName).GetHashCode(StringComparison.Ordinal)}").Order(StringComparer.Ordinal)];
    }
}
