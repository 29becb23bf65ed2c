namespace ArgusAI.Containers;

/// <summary>The problems of one reading, as they are found, up to <see cref="Parsed.MostProblems"/>.</summary>
sealed class SyntaxProblems
{
    readonly List<SyntaxProblem> _problems = [];

    public IReadOnlyList<SyntaxProblem> All => _problems;

    public bool IsFull => _problems.Count >= Parsed.MostProblems;

    public void Add(Position at, string message)
    {
        if (!IsFull) _problems.Add(new(at, message));
    }
}
