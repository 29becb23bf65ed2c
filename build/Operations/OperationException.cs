namespace ArgusAI.Operations;

/// <summary>Something the user can mend: the message says what is wrong, <see cref="Fix"/> what to do. Shown without a stack trace.</summary>
public sealed class OperationException(string message, string fix, Exception? inner = null) : Exception($"{message}\n  Fix: {fix}", inner)
{
    /// <summary>What to do about it.</summary>
    public string Fix { get; } = fix;
}
