using System.Diagnostics;

namespace Nuke.Conformance.Tests;

/// <summary>build.sh, in a small tree of its own.</summary>
public sealed class ScriptTests
{
    readonly SmallTree tree = new();

    [Fact]
    public async Task It_compiles_only_when_the_contents_of_the_sources_changed()
    {
        Assert.True(await Compiles("version 1"), "first run");
        Assert.False(await Compiles("version 1"), "nothing changed");

        File.SetLastWriteTimeUtc(Path.Combine(tree.Root, "build", "Build.cs"), DateTime.UtcNow);
        Assert.False(await Compiles("version 1"), "a new date alone, as a checkout gives");

        var first = tree.Read("build/Build.cs");
        tree.Write("build/Build.cs", first.Replace("version 1", "version 2", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(Path.Combine(tree.Root, "build", "Build.cs"), DateTime.UtcNow.AddYears(-1));
        Assert.True(await Compiles("version 2"), "other contents under an old date");

        tree.Write("build/Build.cs", first);
        Assert.False(await Compiles("version 1"), "back to what was compiled before");

        tree.Write("build/Extra/Extra.cs", "class Extra;");
        Assert.True(await Compiles("version 1"), "a new file");
        File.Delete(Path.Combine(tree.Root, "build", "Build.cs"));
        tree.Write("build/Main.cs", first.Replace("version 1", "version 3", StringComparison.Ordinal));
        Assert.True(await Compiles("version 3"), "a file deleted, another added");

        tree.Write("src/Contract/Contract.txt", "2");
        Assert.True(await Compiles("version 3"), "the contract changed");
    }

    [Fact]
    public async Task Two_runs_at_once_compile_once_and_both_succeed()
    {
        var runs = await Task.WhenAll(tree.Build([]), tree.Build([]));
        Assert.All(runs, x => Assert.Equal(0, x.Exit));
        Assert.All(runs, x => Assert.Contains("version 1", x.Output, StringComparison.Ordinal));
        Assert.Single(runs, x => x.Output.Contains("Compiling the build", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sources_that_do_not_compile_are_shown_with_their_errors_and_leave_nothing_behind()
    {
        await tree.Build([]);
        var good = tree.Read("build/Build.cs");
        tree.Write("build/Build.cs", "this is no program");
        var run = await tree.Build([]);
        Assert.Equal(255, run.Exit);
        Assert.Contains("The build does not compile", run.Output, StringComparison.Ordinal);
        Assert.Contains("error CS", run.Output, StringComparison.Ordinal);
        tree.Write("build/Build.cs", good);
        Assert.False(await Compiles("version 1"));
    }

    [Fact]
    public async Task Words_input_and_exit_code_pass_unchanged()
    {
        Assert.Contains("word: <two words>\nword: <*>\nword: <$HOME>\nword: <>", (await tree.Build(["two words", "*", "$HOME", ""])).Output, StringComparison.Ordinal);
        Assert.Contains("input: from a pipe", (await tree.Build(["read"], input: "from a pipe")).Output, StringComparison.Ordinal);
        Assert.Equal(42, (await tree.Build(["exit", "42"])).Exit);
    }

    [Fact]
    public async Task A_signal_reaches_the_build_which_may_clean_up()
    {
        await tree.Build([]);
        using var build = tree.Start("wait");
        string? line;
        while ((line = await build.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)) is not (null or "waiting")) { }
        Assert.Equal("waiting", line);
        using (var kill = Process.Start("kill", ["-TERM", $"{build.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("cleaned up", await build.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(7, build.ExitCode);
    }

    [Theory]
    [InlineData("--profile postgres --profile ssl", "write it once, as --profile postgres ssl")]
    [InlineData("--profile postgres --Profile ssl", "write it once, as --Profile postgres ssl")]
    [InlineData("--skip --no-logo --skip a b", "write it once, as --skip a b")]
    public async Task A_switch_given_twice_is_refused_with_the_right_way_to_write_it(string words, string fix)
    {
        var run = await tree.Build(["Up", .. words.Split(' ')]);
        Assert.Equal(255, run.Exit);
        Assert.Contains(fix, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("version 1", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_dotnet_it_says_what_to_install()
    {
        var tools = Directory.CreateDirectory(Path.Combine(tree.Root, "tools")).FullName;
        foreach (var tool in new[] { "bash", "dirname", "cat" }) File.CreateSymbolicLink(Path.Combine(tools, tool), $"/usr/bin/{tool}");
        var run = await tree.Build([], variables: [("PATH", tools), ("HOME", tree.Root), ("DOTNET_ROOT", null)]);
        Assert.Equal(255, run.Exit);
        Assert.Contains("Fix: install the version that global.json names", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_matching_sdk_it_names_the_wanted_and_the_installed_ones()
    {
        tree.Write("global.json", """{ "sdk": { "version": "99.0.100" } }""");
        var run = await tree.Build([]);
        Assert.Equal(255, run.Exit);
        Assert.Contains("99.0.100", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"Installed: \d+\.", run.Output);
        Assert.Contains("Fix: ", run.Output, StringComparison.Ordinal);
    }

    async Task<bool> Compiles(string expected)
    {
        var run = await tree.Build([]);
        Assert.True(run.Exit == 0, run.Output);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        return run.Output.Contains("Compiling the build", StringComparison.Ordinal);
    }
}
