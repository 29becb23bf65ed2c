using ArgusAI.Containers.Reviews;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Files;
using ArgusAI.Operations.Linting;
using ArgusAI.Stack;
using Nuke.Common;
using Nuke.Common.Tooling;

partial class Build
{
    [Parameter("Lint: Dockerfiles, compose, nginx, dotenv and bake files or folders of yours, instead of the generated ones. Exit code 0: nothing to mend, 1: findings, 2: nothing to lint.")]
    readonly string[] Files = [];

    [Parameter("Lint: text (default), sarif (2.1.0), or github (annotations; the default where GITHUB_ACTIONS is true).")]
    readonly LintFormat? Format;

    [Parameter("Lint: the file that --format sarif is written to; the standard output when not given.")]
    readonly string? Output;

    [Parameter("Lint: the mildest severity that fails: error, warning (default) or note.")]
    readonly Severity FailOn = Severity.Warning;

    [Parameter("Lint: the linters of other people beside our own rules: available (default) or none.")]
    readonly LinterChoice Linters = LinterChoice.Available;

    [PathVariable]
    readonly Tool? Hadolint;

    Target Lint => _ => _
        .Description("Checks the generated files and the scripts, or your --files, with our policies and with the linters this machine has.")
        .Before(Test, SmokeTest)
        .Executes(() => Interruptible(async () =>
        {
            var lint = new Lint(Workspace, Docker, Terminal, new() { Format = Format, Output = Output, FailOn = FailOn, Linters = Linters, Hadolint = Hadolint is null ? null : CallHadolint });
            if (Files.Length > 0)
            {
                await lint.FilesAsync(Files);
                return;
            }

            if (InstallEngine)
            {
                await HostPackages.EnsureAsync(HostPackages.ForLinting, install: true, Terminal);
                await new DockerEngine(Docker, Workspace, Terminal).EnsureAsync(install: true);
                await ProvideBaseImages("nginx");
            }

            Generation.Write(Workspace, Terminal, Artefacts());
            await lint.StackAsync(Artefacts(), StackReview.Of(StackModel.Of(Inputs())));
        }));

    string CallHadolint(string arguments)
    {
        var lines = new List<string>();
        // It ends with 1 when it has findings: they are in what it printed.
        Hadolint!(arguments, logInvocation: false, logger: (type, line) => { if (type == OutputType.Std) lines.Add(line); }, exitHandler: _ => { });
        return string.Join('\n', lines);
    }
}
