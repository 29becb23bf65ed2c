namespace ArgusAI.Operations.Diagnosis;

/// <summary>How a check came out.</summary>
public enum Verdict
{
    /// <summary>Nothing to do.</summary>
    Ok,

    /// <summary>Worth knowing; <c>Up</c> works, or works with less.</summary>
    Warning,

    /// <summary><c>Up</c> cannot work.</summary>
    Failure,
}

/// <summary>One line of the diagnosis.</summary>
/// <param name="Verdict">How it came out.</param>
/// <param name="Subject">What was looked at.</param>
/// <param name="Text">What was found.</param>
/// <param name="Fix">What to do; null when there is nothing.</param>
public sealed record Finding(Verdict Verdict, string Subject, string Text, string? Fix = null);
