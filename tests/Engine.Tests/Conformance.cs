namespace Nuke.Conformance.Tests;

/// <summary>
/// What NUKE 10.1.0 was observed to do, row by row, expected of both engines: the same order, statuses, notes and
/// exit codes. The derived classes name the engine.
/// </summary>
public abstract class Conformance(SampleBuild build, Engine engine)
{
    [Theory]
    [InlineData("B", "A B", "A Succeeded, B Succeeded", 0)]
    [InlineData("C B", "A B C", "A Succeeded, B Succeeded, C Succeeded", 0)]
    [InlineData("D B", "D A B", "D Succeeded, A Succeeded, B Succeeded", 0)]
    [InlineData("b+c", "A B C", "A Succeeded, B Succeeded, C Succeeded", 0)]
    [InlineData("Skipped", "A", "A Succeeded, Skipped Skipped", 0)]
    [InlineData("AfterSkipped", "A AfterSkipped", "A Succeeded, Skipped Skipped, AfterSkipped Succeeded", 0)]
    [InlineData("AfterSkipped --flag", "A Skipped AfterSkipped", "A Succeeded, Skipped Succeeded, AfterSkipped Succeeded", 0)]
    [InlineData("N", "", "A NotRun, N NotRun", 255)]
    [InlineData("N --needed x", "A N", "A Succeeded, N Succeeded", 0)]
    [InlineData("Fails", "A Fails", "A Succeeded, Fails Failed", 255)]
    [InlineData("AfterFails", "A Fails", "A Succeeded, Fails Failed, AfterFails NotRun", 255)]
    [InlineData("AfterProceeds Proceeds", "Proceeds AfterProceeds", "Proceeds Failed, AfterProceeds Succeeded", 255)]
    [InlineData("Hidden", "Hidden", "Hidden Succeeded", 0)]
    [InlineData("Empty", "A", "A Succeeded", 0)]
    [InlineData("Nope", "", "", 255)]
    [InlineData("B --skip A", "B", "A Skipped, B Succeeded", 0)]
    [InlineData("B --skip", "B", "A Skipped, B Succeeded", 0)]
    [InlineData("A --unknown-option", "A", "A Succeeded", 0)]
    [InlineData("Waits", "Waits", "Waits Succeeded", 0)]
    [InlineData("Top --skip Middle", "Top", "Leaf Skipped, Middle Skipped, Top Succeeded", 0)]
    [InlineData("Top Leaf --skip Middle", "Leaf Top", "Leaf Succeeded, Middle Skipped, Top Succeeded", 0)]
    [InlineData("Last", "Greet Last", "Greet Succeeded, Last Succeeded", 0)]
    public async Task A_command_line_runs_these_targets_in_this_order_with_these_statuses(string words, string ran, string statuses, int exit)
    {
        var run = await Run(words);
        Assert.Equal((ran, statuses, exit), (run.Ran, run.Statuses, run.Exit));
    }

    [Theory]
    [InlineData("Skipped", "Skipped", "OnlyWhen: Flag")]
    [InlineData("Fails", "Fails", "Exception: it broke")]
    [InlineData("B --skip A", "A", "Skipped: via parameter")]
    [InlineData("Summary", "Summary", "Images: 2")]
    [InlineData("Checkout", "Checkout", "ProcessException: Process 'git' exited with code 1.")]
    [InlineData("B", "B", "")]
    public async Task The_row_of_a_target_ends_with_its_note(string words, string target, string note)
        => Assert.Equal(note, (await Run(words)).Note(target));

    [Theory]
    [InlineData("A --words x y --number 3 --commas a,b", "Words=[x, y] Number=3 Commas=[a, b]")]
    [InlineData("A", "Words=[default] Number= Commas=[]")]
    [InlineData("A --WORDS x --Num-ber 4", "Words=[x] Number=4")]
    [InlineData("A --words x --words y", "Words=[y]")]
    [InlineData("Greet", "hello in Debug")]
    [InlineData("Greet --greeting hi --configuration release", "hi in Release")]
    public async Task Options_reach_the_members_of_the_build(string words, string line) => Assert.Contains(line, (await Run(words)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_build_server_compiles_Release_unless_told_otherwise()
        => Assert.Contains("hello in Release", (await Run("Greet", variables: [("JENKINS_HOME", "/")])).Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_path_is_taken_from_the_working_directory()
        => Assert.Matches("Folder=/.*/sub\n", (await Run("A --folder sub")).Output.ReplaceLineEndings("\n"));

    [Fact]
    public async Task A_profile_is_loaded_when_its_file_exists()
    {
        var run = await Run("A --profile ssl", files: [("parameters.ssl.json", "{}")]);
        Assert.Contains("Profiles=[ssl]", run.Output, StringComparison.Ordinal);
        Assert.Equal(("A", 0), (run.Ran, run.Exit));
    }

    [Fact]
    public async Task A_profile_gives_values()
    {
        var run = await Run("A --profile pg", files: [("parameters.pg.json", """{ "Words": ["fromprofile"], "Number": 7 }""")]);
        Assert.Contains("Words=[fromprofile] Number=7", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_the_command_line_wins_over_the_profile_and_the_profile_over_the_common_file()
    {
        (string, string)[] files = [("parameters.json", """{ "Words": ["common"], "Number": 1 }"""), ("parameters.pg.json", """{ "Words": ["profile"], "Number": 2 }""")];
        Assert.Contains("Words=[line] Number=2", (await Run("A --words line --profile pg", files)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_without_a_file_stops_the_build_and_names_the_file()
    {
        var run = await Run("A --profile missing");
        Assert.Contains("parameters.missing.json", run.Output, StringComparison.Ordinal);
        Assert.Equal(("", 255), (run.Ran, run.Exit));
    }

    [Fact]
    public async Task The_environment_gives_values()
        => Assert.Contains("Words=[envexact]", (await Run("A", variables: [("Words", "envexact")])).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Two_variables_for_one_parameter_are_a_warning_and_neither_counts()
    {
        var run = await Run("A", variables: [("NUKE_WORDS", "a"), ("WORDS", "b")]);
        Assert.Contains("Could not resolve Words since multiple values are provided", run.Output, StringComparison.Ordinal);
        Assert.Contains("Words=[default]", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.Exit);
    }

    [Fact]
    public async Task A_target_that_does_not_exist_is_answered_with_the_sorted_list_unlisted_ones_too()
    {
        var run = await Run("Nope");
        Assert.Contains("Target with name 'Nope' does not exist. Available targets are:", run.Output, StringComparison.Ordinal);
        var listed = run.Output.Split('\n').Select(x => x.Trim()).Where(x => x.StartsWith("- ", StringComparison.Ordinal)).Select(x => x[2..]).ToList();
        Assert.Contains("Hidden", listed);
        Assert.Equal(listed.Order(StringComparer.OrdinalIgnoreCase), listed);
    }

    [Fact]
    public async Task Help_lists_targets_and_parameters_but_not_the_unlisted()
    {
        var run = await Run("--help");
        Assert.Equal(0, run.Exit);
        Assert.Contains("The first one", run.Output, StringComparison.Ordinal);
        Assert.Contains("--words", run.Output, StringComparison.Ordinal);
        Assert.Contains("AfterProceeds", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Hidden", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_without_default_target_answers_no_command_line_with_the_help()
    {
        var run = await Run("");
        Assert.Equal(("", 0), (run.Ran, run.Exit));
        Assert.Contains("AfterProceeds", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_fails_has_its_command_line_directory_and_errors_in_the_log()
    {
        var run = await Run("Checkout");
        Assert.Equal(255, run.Exit);
        Assert.Contains("checkout nope", run.Output, StringComparison.Ordinal);
        Assert.Contains("/work", run.Output, StringComparison.Ordinal);
        Assert.Contains("pathspec 'nope'", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("B", "Build succeeded on ")]
    [InlineData("Fails", "Build failed on ")]
    public async Task A_run_ends_with_the_table_its_total_and_the_outcome(string words, string outcome)
    {
        var output = (await Run(words)).Output;
        var positions = new[] { "Target ", "\nA ", "\nTotal ", outcome }.Select(x => output.LastIndexOf(x, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, positions);
        Assert.Equal(positions.Order(), positions);
    }

    [Fact]
    public async Task Problems_are_repeated_above_the_table()
    {
        var output = (await Run("A", variables: [("NUKE_WORDS", "a"), ("WORDS", "b")])).Output;
        var repeated = output[output.IndexOf("Errors & Warnings", StringComparison.Ordinal)..output.LastIndexOf("\nTotal ", StringComparison.Ordinal)];
        Assert.Contains("Could not resolve Words", repeated, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_a_target_prints_is_not_masked_so_none_may()
        => Assert.Contains("Token=s3cr3t", (await Run("PrintsToken --token s3cr3t")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task A_secret_that_no_target_prints_is_not_printed()
        => Assert.DoesNotContain("s3cr3t", (await Run("AfterFails --token s3cr3t")).Output, StringComparison.Ordinal);

    async Task<Run> Run(string words, (string, string)[]? files = null, (string, string)[]? variables = null)
        => await Tests.Run.Of(await build.Dll(engine), words, files, variables);
}

/// <summary>The rows on build/Engine.</summary>
public sealed class ConformanceOfTheOfflineEngine(SampleBuild build) : Conformance(build, Engine.Offline);

/// <summary>The rows on NUKE's package; not run where the package source lacks it.</summary>
public sealed class ConformanceOfNuke(SampleBuild build) : Conformance(build, Engine.Package);
