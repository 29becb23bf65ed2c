using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace Nuke.Conformance.Tests;

/// <summary>One run of the sample build: what was written, and the exit code.</summary>
public sealed partial record Run(string Output, int Exit)
{
    /// <summary>The targets whose action ran, in order.</summary>
    public string Ran => string.Join(' ', RanLine().Matches(Output).Select(x => x.Groups[1].Value));

    /// <summary>The rows of the table, as <c>Name Status</c>, in order.</summary>
    public string Statuses => string.Join(", ", Row().Matches(Output).Select(x => $"{x.Groups[1].Value} {x.Groups[2].Value}"));

    /// <summary>What stands behind <c>//</c> in the row of that target; empty if nothing does.</summary>
    public string Note(string target) => Row().Matches(Output).Single(x => x.Groups[1].Value == target).Groups[3].Value;

    /// <summary>Runs the compiled build below a fresh root, without a terminal.</summary>
    /// <param name="dll">The compiled build.</param>
    /// <param name="words">The command line, blanks between the words.</param>
    /// <param name="files">Files below <c>.nuke/</c>, with their content.</param>
    /// <param name="variables">Environment variables of this run only.</param>
    public static async Task<Run> Of(string dll, string words, (string Name, string Content)[]? files = null, (string Name, string Value)[]? variables = null)
    {
        var root = Directory.CreateDirectory(Path.Combine(SampleBuild.Scratch, Guid.NewGuid().ToString("n"))).FullName;
        var nuke = Directory.CreateDirectory(Path.Combine(root, ".nuke")).FullName;
        foreach (var (name, content) in files ?? []) await File.WriteAllTextAsync(Path.Combine(nuke, name), content, TestContext.Current.CancellationToken);
        await Cli.Wrap("git").WithArguments(["init", "-q", Path.Combine(root, "work")]).ExecuteAsync(TestContext.Current.CancellationToken);

        var result = await Cli.Wrap("dotnet")
            .WithArguments([dll, .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--no-logo"])
            .WithWorkingDirectory(root)
            .WithEnvironmentVariables(x =>
            {
                // A build server's variables would change what both engines print.
                foreach (var name in new[] { "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_HOME", "TRAVIS", "APPVEYOR" }) x.Set(name, null);
                x.Set("NUKE_TELEMETRY_OPTOUT", "1").Set("TERM", "dumb");
                foreach (var (name, value) in variables ?? []) x.Set(name, value);
            })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return new(result.StandardOutput + result.StandardError, result.ExitCode);
    }

    [GeneratedRegex(@"^ran: (\w+)", RegexOptions.Multiline)]
    private static partial Regex RanLine();

    [GeneratedRegex(@"^(\w+) +(Succeeded|Failed|Skipped|NotRun|Aborted)\b(?:[^/\n]*// ([^\r\n]*))?", RegexOptions.Multiline)]
    private static partial Regex Row();
}
