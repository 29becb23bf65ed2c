using ArgusAI.Containers;
using ArgusAI.Containers.Reviews;
using ArgusAI.Operations.Linting.Linters;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Linting;

/// <summary>Holds files against our policies and against every linter that the machine has, and names those it has not.</summary>
/// <param name="workspace">The clone.</param>
/// <param name="docker">For the linters that Docker brings.</param>
/// <param name="console">Told of the findings.</param>
/// <param name="options">How the run goes.</param>
public sealed class Lint(Workspace workspace, DockerCli docker, IAnsiConsole console, LintOptions options)
{
    /// <summary>Where Dockerfiles are that nobody generates: those of the stand-ins and of the tests.</summary>
    private static readonly string[] Handwritten = ["deploy", "tests"];

    /// <summary>Lints what the stack generates, and with the other linters the project's scripts and its hand-written Dockerfiles.</summary>
    /// <param name="artefacts">The generated files; the linters read them from the disk.</param>
    /// <param name="review">Their models, held against our policies, with the waivers.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="LintException">There are findings that fail the run.</exception>
    public async Task StackAsync(IReadOnlyList<Artefact> artefacts, Review review, CancellationToken cancellation = default)
    {
        var generated = artefacts.Select(a => a.Path).Where(path => File.Exists(workspace[path])).ToList();
        List<LintedFile> files =
        [
            .. generated.Select(path => LintedFiles.Read(workspace[path], options.From)).OfType<LintedFile>(),
            .. Handwritten.Where(f => Directory.Exists(workspace[f])).SelectMany(f => LintedFiles.Below(workspace[f], options.From)).Where(f => f.Kind == FileKind.Dockerfile),
        ];
        var own = review.Findings().Select(f => LintFinding.Of(f) with { File = LintedFiles.Name(workspace[f.File], options.From) }).ToList();
        var policies = new LinterResult($"policies ({review.Policies.Count}, with {review.Waivers.Count} waivers)", null, own) { Rules = [.. review.Policies.Select(LintRule.Of)] };
        var scripts = ShellScripts.Of(workspace);
        var others = options.Linters == LinterChoice.None ? [] : await OthersAsync(files, scripts, install: true,
        [
            new("docker compose config", new ComposeConfig(workspace, docker).RunAsync),
            .. generated.Where(path => FileKind.OfName(path) == FileKind.Nginx).Select(path => new ScheduledLinter("nginx -t", stop => new NginxTest(workspace, docker).RunAsync(path, stop))),
        ], _ => workspace.Root, cancellation);
        Tell(new([policies, .. others], files.Count + scripts.Count), "mend the source of the file (generated ones: build/Stack, then ./build.sh Generate)");
    }

    /// <summary>Lints files of a user's.</summary>
    /// <param name="paths">Files and folders, relative to the folder of the call.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="LintException">There are findings that fail the run, or there is nothing to lint.</exception>
    public async Task FilesAsync(IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        var files = LintedFiles.Find(paths, options.From);
        TextFile Text(LintedFile file, bool aside) => new(file.Name, file.Content) { Kind = file.Kind, Ignore = FilesBeside.Ignore(file), IsAside = aside };
        var own = TextReview.Of([.. files.Select(f => Text(f, aside: false)), .. FilesBeside.Built(files, options.From).Select(f => Text(f, aside: true))]).Select(LintFinding.Of).ToList();
        var policies = new LinterResult($"policies ({Policies.All.Count})", null, own) { Rules = [.. Policies.All.Select(LintRule.Of)] };
        var others = options.Linters == LinterChoice.None ? [] : await OthersAsync(files, [], install: false, [], f => Path.GetDirectoryName(f.Path)!, cancellation);
        Tell(new([policies, .. others], files.Count), "mend the files, or accept a finding with a comment above its line: # argus-lint ignore=ID reason=WHY");
    }

    private async Task<IReadOnlyList<LinterResult>> OthersAsync(IReadOnlyList<LintedFile> files, IReadOnlyList<string> scripts, bool install, IEnumerable<ScheduledLinter> more, Func<LintedFile, string> context, CancellationToken cancellation)
    {
        List<LintedFile> dockerfiles = [.. files.Where(f => f.Kind == FileKind.Dockerfile)], compose = [.. files.Where(f => f.Kind == FileKind.Compose)];
        var npm = new NpmLinters(workspace, console);
        if (dockerfiles.Count + compose.Count > 0) await npm.EnsureAsync(install, cancellation);
        var runs = dockerfiles.SelectMany(RunScripts.Of).ToList();
        var named = scripts.ToDictionary(s => workspace[s], s => LintedFiles.Name(workspace[s], options.From));
        List<ScheduledLinter> linters = [.. more];
        if (named.Count + runs.Count > 0) linters.Add(new("shellcheck", stop => ShellCheck.RunAsync(named, runs, options.From, stop)));
        if (compose.Count > 0) linters.Add(new("dclint", stop => npm.DcLintAsync(compose, options.From, stop)));
        if (dockerfiles.Count > 0)
        {
            linters.Add(new("dockerfile-utils", stop => npm.DockerfileUtilsAsync(dockerfiles, stop)));
            linters.Add(new("hadolint", _ => new Hadolint(options.Hadolint).RunAsync(dockerfiles)));
            linters.Add(new("docker build --check", stop => new BuildCheck(docker).RunAsync(dockerfiles, context, stop)));
        }

        return await LinterSchedule.RunAsync(linters, console, cancellation);
    }

    private void Tell(LintReport report, string fix)
    {
        LintOutput.Tell(report, options, console);
        if (report.Fails(options.FailOn)) throw new LintException(LintException.Findings, report.Summary, fix);
    }
}
