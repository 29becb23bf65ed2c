namespace ArgusAI.Containers;

/// <summary>The problems of one reading, as they are found: so many that a reader has enough to mend, not more than anybody reads.</summary>
sealed class SyntaxProblems
{
    /// <summary>After so many problems no more are told.</summary>
    public const int Most = 1000;

    readonly List<SyntaxProblem> _problems = [];

    /// <summary>Whether no more are told, so that whoever reads may stop.</summary>
    public bool IsFull => _problems.Count >= Most;

    /// <summary>Them in the order of the text.</summary>
    public IReadOnlyList<SyntaxProblem> InOrder => [.. _problems.OrderBy(p => p.Position.Line).ThenBy(p => p.Position.Column)];

    public void Add(Position at, string message)
    {
        if (!IsFull) _problems.Add(new(at, message));
    }
}
