using System.Diagnostics.CodeAnalysis;

namespace ArgusAI.Containers;

/// <summary>What came out of a text: as much of a model as could be read, and what could not.</summary>
/// <param name="Model">The model without the parts that have problems; null when nothing could be read.</param>
/// <param name="Problems">What could not be read, in the text's order, at most <see cref="Parsed.MostProblems"/>; empty when the model says all of the text.</param>
public sealed record Parsed<T>(T? Model, IReadOnlyList<SyntaxProblem> Problems) where T : class
{
    /// <summary>What could not be read, in the text's order, at most <see cref="Parsed.MostProblems"/>; empty when the model says all of the text.</summary>
    public IReadOnlyList<SyntaxProblem> Problems { get; } =
        Problems.Count == 0 ? [] : [.. Problems.Distinct().OrderBy(p => p.Position.Line).ThenBy(p => p.Position.Column).Take(Parsed.MostProblems)];

    /// <summary>Whether the model says all of the text.</summary>
    [MemberNotNullWhen(true, nameof(Model))]
    public bool IsComplete => Model is not null && Problems.Count == 0;

    /// <summary>The model of a text without problems.</summary>
    /// <param name="what">What was read, such as a file name; it opens every line of the message.</param>
    /// <exception cref="SyntaxException">There are problems; all are listed.</exception>
    public T OrThrow(string what) => IsComplete ? Model : throw new SyntaxException(what, Problems);
}

/// <summary>What holds for every reader.</summary>
public static class Parsed
{
    /// <summary>So many problems are told of one text: more than anybody reads.</summary>
    public const int MostProblems = 1000;
}
