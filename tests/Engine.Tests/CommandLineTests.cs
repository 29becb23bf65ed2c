using System.Globalization;
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

    [Fact]
    public async Task A_value_outside_a_list_is_answered_with_the_list()
    {
        var run = await Build("Clean --verbosity loud");
        Assert.Equal(255, run.Exit);
        Assert.Contains("is not of the form Verbose or Normal or Minimal or Quiet", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("compile --plan")]
    [InlineData("Compile --PLAN --Skip Restore --verbosity quiet --no-logo")]
    public async Task An_option_that_exists_is_accepted_in_any_case(string words) => Assert.Equal(0, (await Build(words)).Exit);

    [Fact]
    public async Task The_whole_help_costs_at_most_four_times_what_the_same_script_costs_for_an_empty_program()
    {
        var empty = new SmallTree();
        await empty.Build([]);
        await Build("--help");

        // Processor time, since others may be busy on this machine; the best of several runs is what the program itself costs.
        double help = double.MaxValue, floor = double.MaxValue;
        for (var i = 0; i < 8; i++)
        {
            help = Math.Min(help, await Seconds(SampleBuild.Root, "--help"));
            floor = Math.Min(floor, await Seconds(empty.Root));
        }

        Assert.True(help <= 4 * floor, $"./build.sh --help cost {help:0.000} processor seconds, an empty program {floor:0.000}");
    }

    static async Task<Run> Build(string words)
    {
        var result = await Cli.Wrap("/bin/bash").WithArguments([Path.Combine(SampleBuild.Root, "build.sh"), .. words.Split(' ')])
            .WithWorkingDirectory(SampleBuild.Root).WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return new(result.StandardOutput + result.StandardError, result.ExitCode);
    }

    // Processor seconds of build.sh and of all that it starts.
    static async Task<double> Seconds(string root, params string[] words)
    {
        var result = await Cli.Wrap("/bin/bash")
            .WithArguments(["-c", "TIMEFORMAT='%U %S'; time \"$0\" \"$@\" >/dev/null", Path.Combine(root, "build.sh"), .. words]).WithWorkingDirectory(root)
            .WithEnvironmentVariables(x => x.Set("NUKE_ENGINE", "offline").Set("LC_ALL", "C")).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return result.StandardError.Trim().Split(' ').Sum(x => double.Parse(x, CultureInfo.InvariantCulture));
    }
}
