namespace Nuke.Common;

/// <summary>What a component (an interface with default targets) sees of the build it is part of.</summary>
public interface INukeBuild
{
    IReadOnlyCollection<ExecutableTarget> InvokedTargets { get; }
    IReadOnlyCollection<ExecutableTarget> FailedTargets { get; }
    IReadOnlyCollection<ExecutableTarget> SucceededTargets { get; }
    int? ExitCode { get; set; }
    AbsolutePath RootDirectory { get; }
    AbsolutePath TemporaryDirectory { get; }
    Verbosity Verbosity { get; }
    bool IsLocalBuild { get; }
    bool IsServerBuild { get; }

    void ReportSummary(Configure<Dictionary<string, string>> configurator = null);

    /// <summary>The value given for the parameter of that member, or null: a component's parameters cannot be fields.</summary>
    T TryGetValue<T>(Expression<Func<T>> parameterExpression) where T : class;

    /// <inheritdoc cref="TryGetValue{T}(Expression{Func{T}})"/>
    T TryGetValue<T>(Expression<Func<object>> parameterExpression);
}
