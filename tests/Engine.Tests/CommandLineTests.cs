using System.Diagnostics;
using CliWrap;
using CliWrap.Buffered;

namespace Nuke.Conformance.Tests;

/// <summary>The repository's own ./build.sh: what it says to a mistyped command line, and how long it takes to say it.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("Compil", "Did you mean 'Compile'?")]
    [InlineData("Clean+Resotre", "Did you mean 'Restore'?")]
    [InlineData("Clean --profle ssl", "Unknown option '--profle'. Did you mean '--profile'?")]
    [InlineData("Clean --confguration Release", "Did you mean '--configuration'?")]
    [InlineData("Clean --ignore-faild-sources", "Did you mean '--ignore-failed-sources'?")]
    [InlineData("Clean --profile=ssl", "Put a blank between option and value: --profile ssl")]
    [InlineData("Clean --xyzzy", "Unknown option '--xyzzy'. `./build.sh --help` lists the options.")]
    public async Task A_mistyped_target_or_option_is_refused_with_a_suggestion(string words, string suggestion)
    {
        var run = await Build(words);
        Assert.Equal(255, run.Exit);
        Assert.Contains(suggestion, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Succeeded", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_target_is_answered_with_the_list_too()
        => Assert.Contains("- Compile", (await Build("Compil")).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("--help")]
    [InlineData("compile --plan")]
    [InlineData("Compile --PLAN --Skip Restore --verbosity quiet --no-logo")]
    public async Task An_option_that_exists_is_accepted_in_any_case(string words) => Assert.Equal(0, (await Build(words)).Exit);

    [Fact]
    public async Task The_whole_help_takes_at_most_six_times_what_an_empty_program_takes()
    {
        var empty = new SmallTree();
        await empty.Build([]);
        await Build("--help");
        var dll = Directory.EnumerateFiles(Path.Combine(empty.Root, "build", "bin"), "_build.dll", SearchOption.AllDirectories).Single();

        // A busy machine slows both down; the best of several runs is what the program itself costs.
        double help = double.MaxValue, floor = double.MaxValue;
        for (var i = 0; i < 8; i++)
        {
            help = Math.Min(help, await Seconds("/bin/bash", [Path.Combine(SampleBuild.Root, "build.sh"), "--help"]));
            floor = Math.Min(floor, await Seconds("dotnet", [dll]));
        }

        Assert.True(help <= 6 * floor, $"./build.sh --help took {help:0.00} s, an empty program {floor:0.00} s");
    }

    static async Task<Run> Build(string words)
    {
        var result = await Cli.Wrap("/bin/bash").WithArguments([Path.Combine(SampleBuild.Root, "build.sh"), .. words.Split(' ')])
            .WithWorkingDirectory(SampleBuild.Root).WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return new(result.StandardOutput + result.StandardError, result.ExitCode);
    }

    static async Task<double> Seconds(string program, string[] words)
    {
        var clock = Stopwatch.StartNew();
        await Cli.Wrap(program).WithArguments(words).WithWorkingDirectory(SampleBuild.Root).ExecuteAsync(TestContext.Current.CancellationToken);
        return clock.Elapsed.TotalSeconds;
    }
}
