namespace Nuke.Common;

/// <summary>A target: a property of the build that adds its parts to a definition.</summary>
public delegate ITargetDefinition Target(ITargetDefinition definition);

/// <summary>What a skipped target does to the targets that only it depends on.</summary>
public enum DependencyBehavior { Skip, Execute }

/// <summary>How much is logged; <c>Verbose</c> adds the stack trace of a failed target.</summary>
public enum Verbosity { Verbose, Normal, Minimal, Quiet }

/// <summary>The fluent definition of one target.</summary>
public interface ITargetDefinition
{
    ITargetDefinition Description(string description);
    ITargetDefinition Executes(params Action[] actions);
    ITargetDefinition Executes<T>(Func<T> action);
    ITargetDefinition Executes(Func<Task> action);
    ITargetDefinition DependsOn(params Target[] targets);
    ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets);
    ITargetDefinition OnlyWhenDynamic(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string conditionExpression = null);
    ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements) where T : class;
    ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements) where T : struct;
    ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements);
    ITargetDefinition Requires<T>() where T : IRequireTool;
    ITargetDefinition Requires<T>(string version) where T : IRequireToolWithVersion;
    ITargetDefinition Requires(Expression<Func<Tool>> tool, params Expression<Func<Tool>>[] tools);
    ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior);
    ITargetDefinition Before(params Target[] targets);
    ITargetDefinition Before<T>(params Func<T, Target>[] targets);
    ITargetDefinition After(params Target[] targets);
    ITargetDefinition After<T>(params Func<T, Target>[] targets);
    ITargetDefinition ProceedAfterFailure();
    ITargetDefinition Unlisted();
}
