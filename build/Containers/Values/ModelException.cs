namespace ArgusAI.Containers;

/// <summary>A model that must not be written: it contradicts itself. The message lists every contradiction.</summary>
public sealed class ModelException : Exception
{
    /// <summary>What is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <param name="what">What was to be written, such as <c>docker-compose.yml</c>.</param>
    /// <param name="problems">What is wrong; at least one.</param>
    public ModelException(string what, IEnumerable<string> problems) : this(what, problems.ToArray()) { }

    ModelException(string what, string[] problems)
        : base($"{what} cannot be written:{string.Concat(problems.Select(p => "\n  - " + p))}") => Problems = problems;
}

/// <summary>A text that could not be read. The message lists every problem with its line and column.</summary>
public sealed class SyntaxException : Exception
{
    /// <summary>What is wrong and where.</summary>
    public IReadOnlyList<SyntaxProblem> Problems { get; }

    /// <param name="what">What was read, such as a file name.</param>
    /// <param name="problems">What is wrong; at least one.</param>
    public SyntaxException(string what, IEnumerable<SyntaxProblem> problems) : this(what, problems.ToArray()) { }

    SyntaxException(string what, SyntaxProblem[] problems)
        : base(string.Join('\n', problems.Select(p => $"{what}:{p.Position}: {p.Message}"))) => Problems = problems;
}

/// <summary>One thing that is wrong in a text.</summary>
/// <param name="Position">Where.</param>
/// <param name="Message">What, quoting the text, with the expected form.</param>
public sealed record SyntaxProblem(Position Position, string Message);
