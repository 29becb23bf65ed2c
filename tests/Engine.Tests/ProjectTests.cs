using CliWrap;
using CliWrap.Buffered;

namespace Nuke.Conformance.Tests;

/// <summary>build/_build.csproj, as an IDE or a plain <c>dotnet build</c> sees it.</summary>
public sealed class ProjectTests
{
    readonly SmallTree tree = new();

    [Theory]
    [InlineData(null, "offline")]
    [InlineData("123-45 offline\n", "offline")]
    [InlineData("123-45 package\n", "package")]
    public async Task Without_a_switch_the_last_answer_of_build_sh_counts_and_without_one_the_engine_that_is_always_there(string? answer, string engine)
    {
        tree.Write("build/_build.csproj", await File.ReadAllTextAsync(Path.Combine(SampleBuild.Root, "build", "_build.csproj"), TestContext.Current.CancellationToken));
        if (answer is not null) tree.Write(".nuke/temp/engine", answer);
        Assert.Equal(engine, await MSBuild("-getProperty:NukeEngine"));
        Assert.Equal("package", await MSBuild("-getProperty:NukeEngine", "-p:NukeEngine=package"));
        Assert.EndsWith($"build/obj/{engine}/", await MSBuild("-getProperty:BaseIntermediateOutputPath"), StringComparison.Ordinal);
        Assert.Equal($"bin/{engine}/ide/", await MSBuild("-getProperty:OutputPath"));
    }

    [Theory]
    [InlineData("_build.csproj")]
    [InlineData("Nuke.Offline.csproj")]
    public void The_solution_lists_the_build_but_does_not_build_it(string project)
    {
        // A running build that compiles the solution must not overwrite itself.
        var lines = File.ReadAllLines(Path.Combine(SampleBuild.Root, "ArgusAI.sln"));
        var listed = Assert.Single(lines, x => x.Contains(project, StringComparison.Ordinal));
        var id = listed[listed.LastIndexOf('{')..(listed.LastIndexOf('}') + 1)];
        Assert.Contains(lines, x => x.Contains($"{id}.Debug|Any CPU.ActiveCfg", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, x => x.Contains(id, StringComparison.Ordinal) && x.Contains(".Build.0", StringComparison.Ordinal));
    }

    async Task<string> MSBuild(params string[] words)
    {
        var result = await Cli.Wrap("dotnet").WithArguments(["msbuild", Path.Combine(tree.Root, "build", "_build.csproj"), .. words])
            .WithWorkingDirectory(tree.Root).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return result.StandardOutput.Trim();
    }
}
