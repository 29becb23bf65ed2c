namespace Nuke.Common.Tooling;

/// <summary>A program, ready to be called with arguments; fails with <see cref="ProcessException"/> unless it exits 0.</summary>
public delegate IReadOnlyCollection<Output> Tool(
    ArgumentStringHandler arguments,
    string workingDirectory = null,
    IReadOnlyDictionary<string, string> environmentVariables = null,
    int? timeout = null,
    bool? logOutput = null,
    bool? logInvocation = null,
    Action<OutputType, string> logger = null,
    Action<IProcess> exitHandler = null);

/// <summary>Returns the options it is given, changed.</summary>
public delegate T Configure<T>(T options);

/// <summary>The stream a line came from.</summary>
public enum OutputType { Std, Err }

/// <summary>One line that a program wrote.</summary>
public readonly struct Output;

/// <summary>A program that has ended.</summary>
public interface IProcess;

/// <summary>A tool that NUKE would install by itself.</summary>
public interface IRequireTool;

/// <inheritdoc cref="IRequireTool"/>
public interface IRequireToolWithVersion;

/// <summary>A program ended with an exit code other than 0, or not in time.</summary>
public class ProcessException : Exception
{
    internal ProcessException(string message) : base(message) { }
}

/// <summary>A member of type <see cref="Tool"/> that the engine sets.</summary>
public abstract class ToolInjectionAttributeBase : ValueInjectionAttributeBase
{
    internal ToolInjectionAttributeBase() { }
}

/// <summary>The program of that name, or of the member's name, on <c>PATH</c>; null when there is none.</summary>
public class PathVariableAttribute(string pathExecutable = null) : ToolInjectionAttributeBase
{
    internal string Executable { get; } = pathExecutable;
}

/// <summary>A closed list of named values that is open for derived classes.</summary>
public abstract class Enumeration
{
    internal Enumeration() { }

    internal string Value { get; init; }

    public override string ToString() => Value;
}
