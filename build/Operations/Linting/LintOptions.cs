using ArgusAI.Containers.Reviews;

namespace ArgusAI.Operations.Linting;

/// <summary>How findings are told.</summary>
public enum LintFormat
{
    /// <summary>One line each, as compilers do.</summary>
    Text,
    /// <summary>A SARIF 2.1.0 log, which code-scanning tools read.</summary>
    Sarif,
    /// <summary>GitHub's workflow commands, shown at the lines of a pull request.</summary>
    GitHub,
}

/// <summary>Which linters of other people run beside our own rules.</summary>
public enum LinterChoice
{
    /// <summary>Those that the machine has.</summary>
    Available,
    /// <summary>None.</summary>
    None,
}

/// <summary>Runs hadolint with arguments and gives what it printed.</summary>
public delegate string HadolintCall(string arguments);

/// <summary>How a lint run goes.</summary>
public sealed record LintOptions
{
    /// <summary>How findings are told; null is text, and GitHub's way where <c>GITHUB_ACTIONS</c> is <c>true</c>.</summary>
    public LintFormat? Format { get; init; }

    /// <summary>The file that a SARIF log goes to; null is the standard output.</summary>
    public string? Output { get; init; }

    /// <summary>The mildest severity that fails the run.</summary>
    public Severity FailOn { get; init; } = Severity.Warning;

    /// <summary>Which linters of other people run.</summary>
    public LinterChoice Linters { get; init; }

    /// <summary>hadolint; null where the machine has none.</summary>
    public HadolintCall? Hadolint { get; init; }

    /// <summary>The folder that the command was called in: paths are relative to it.</summary>
    public string From { get; init; } = Environment.GetEnvironmentVariable(CalledFrom) is { Length: > 0 } folder ? folder : Directory.GetCurrentDirectory();

    /// <summary>Set by <c>build.sh</c>, which changes into the clone before it runs the build.</summary>
    public const string CalledFrom = "ARGUSAI_CALLED_FROM";

    internal LintFormat FormatOrDefault => Format ?? (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true" ? LintFormat.GitHub : LintFormat.Text);
}

/// <summary>A lint run that fails, with the exit code that says why.</summary>
public sealed class LintException(int exitCode, string message, string fix) : Exception($"{message}\n  Fix: {fix}")
{
    /// <summary>There are findings.</summary>
    public const int Findings = 1;

    /// <summary>There is nothing to lint: a path does not exist, or holds no file of a known kind.</summary>
    public const int Usage = 2;

    /// <summary>The process's exit code.</summary>
    public int ExitCode { get; } = exitCode;
}
