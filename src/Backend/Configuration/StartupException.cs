using ArgusAI.Contract;

namespace ArgusAI.Backend.Configuration;

/// <summary>The service cannot start as it is configured: exit 78 with one log line, no stack trace (D41).</summary>
public sealed class StartupException : Exception
{
    /// <summary>For several problems.</summary>
    public StartupException(IReadOnlyList<ConfigurationProblem> problems)
        : base(string.Join("; ", problems.Select(p => $"{p.Name} {p.Problem}"))) => Problems = problems;

    /// <summary>For one problem.</summary>
    public StartupException(string name, string problem, string fix)
        : this([new ConfigurationProblem(name, problem, fix)])
    {
    }

    /// <summary>What is wrong, at least one.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }
}
