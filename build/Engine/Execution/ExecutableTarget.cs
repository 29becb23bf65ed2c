using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Tooling;

namespace Nuke.Common.Execution;

enum ExecutionStatus { Scheduled, NotRun, Skipped, Running, Succeeded, Failed, Collective }

/// <summary>A target of the build with its state in this run.</summary>
public abstract class ExecutableTarget
{
    internal ExecutableTarget(string name, Target factory) => (Name, Factory) = (name, factory);

    internal string Name { get; }
    internal Target Factory { get; }
    internal string Text { get; private protected set; }
    internal bool Listed { get; private protected set; } = true;
    internal bool Proceeds { get; private protected set; }
    internal DependencyBehavior WhenSkippedBehavior { get; private protected set; } = DependencyBehavior.Execute;
    internal List<Action> Actions { get; } = [];
    internal List<(Func<bool> Holds, string Text)> Conditions { get; } = [];
    internal List<LambdaExpression> Requirements { get; } = [];
    internal List<ExecutableTarget> Dependencies { get; private set; }
    internal HashSet<ExecutableTarget> Predecessors { get; } = [];

    internal bool Invoked { get; set; }
    internal bool IsDefault { get; set; }
    internal ExecutionStatus Status { get; set; } = ExecutionStatus.Scheduled;
    internal Stopwatch Clock { get; } = new();
    internal Dictionary<string, string> Summary { get; set; } = [];

    private protected List<Target> DependsOnTargets { get; } = [];
    private protected List<Target> BeforeTargets { get; } = [];
    private protected List<Target> AfterTargets { get; } = [];

    /// <summary>All targets of a build, those of the class before those of its components, each in declared order.</summary>
    internal static List<ExecutableTarget> Of(NukeBuild build)
    {
        var found = new Dictionary<string, ExecutableTarget>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in Members.Properties(build.GetType()).Where(x => x.PropertyType == typeof(Target)))
        {
            var name = Members.Name(property);
            if (!found.ContainsKey(name)) found[name] = new TargetDefinition(name, (Target)property.GetValue(build), build);
        }

        List<ExecutableTarget> targets = [.. found.Values];
        foreach (var target in targets) target.Factory((ITargetDefinition)target);
        foreach (var target in targets) target.Link(targets);
        return targets;
    }

    // A target is found again by its delegate: the same property gives an equal one each time.
    void Link(List<ExecutableTarget> all)
    {
        List<ExecutableTarget> Find(List<Target> factories) => [.. factories.Select(x => all.Find(y => y.Factory == x)
            ?? throw new ArgumentException($"Target '{Name}' names a target that is not a property of the build"))];

        Dependencies = Find(DependsOnTargets);
        Predecessors.UnionWith(Dependencies);
        Predecessors.UnionWith(Find(AfterTargets));
        foreach (var later in Find(BeforeTargets)) later.Predecessors.Add(this);
        Assert.True(!Predecessors.Contains(this), $"Target '{Name}' cannot have a dependency on itself");
    }
}

sealed class TargetDefinition(string name, Target factory, NukeBuild build) : ExecutableTarget(name, factory), ITargetDefinition
{
    public ITargetDefinition Description(string description) => With(() => Text = description);
    public ITargetDefinition Executes(params Action[] actions) => With(() => Actions.AddRange(actions));
    public ITargetDefinition Executes<T>(Func<T> action) => With(() => Actions.Add(() => action()));
    public ITargetDefinition Executes(Func<Task> action) => With(() => Actions.Add(() => action().GetAwaiter().GetResult()));
    public ITargetDefinition DependsOn(params Target[] targets) => With(() => DependsOnTargets.AddRange(targets));
    public ITargetDefinition DependsOn<T>(params Func<T, Target>[] targets) => DependsOn(Resolve(targets));
    public ITargetDefinition Before(params Target[] targets) => With(() => BeforeTargets.AddRange(targets));
    public ITargetDefinition Before<T>(params Func<T, Target>[] targets) => Before(Resolve(targets));
    public ITargetDefinition After(params Target[] targets) => With(() => AfterTargets.AddRange(targets));
    public ITargetDefinition After<T>(params Func<T, Target>[] targets) => After(Resolve(targets));
    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior) => With(() => WhenSkippedBehavior = dependencyBehavior);
    public ITargetDefinition ProceedAfterFailure() => With(() => Proceeds = true);
    public ITargetDefinition Unlisted() => With(() => Listed = false);

    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string conditionExpression)
        => With(() => Conditions.Add((condition, conditionExpression[(conditionExpression.IndexOf("=>", StringComparison.Ordinal) + 2)..].Trim())));

    public ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements) where T : class
        => With(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements) where T : struct
        => With(() => Requirements.AddRange([parameterRequirement, .. parameterRequirements]));

    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements)
        => With(() => Requirements.AddRange([requirement, .. requirements]));

    public ITargetDefinition Requires(Expression<Func<Tool>> tool, params Expression<Func<Tool>>[] tools)
        => With(() => Requirements.AddRange([tool, .. tools]));

    // NUKE installs such tools from package sources; the offline engine exists for machines without them.
    public ITargetDefinition Requires<T>() where T : IRequireTool => Requires(() => false);
    public ITargetDefinition Requires<T>(string version) where T : IRequireToolWithVersion => Requires(() => false);

    TargetDefinition With(Action change)
    {
        change();
        return this;
    }

    Target[] Resolve<T>(Func<T, Target>[] targets)
        => build is T component ? [.. targets.Select(x => x(component))] : [];
}

/// <summary>How the members of a build are found and named.</summary>
static class Members
{
    internal const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>Properties of the class, then of its bases, then of its components.</summary>
    internal static IEnumerable<PropertyInfo> Properties(Type type) => Levels(type).SelectMany(x => x.GetProperties(Any | BindingFlags.DeclaredOnly));

    /// <summary>The same with fields: whatever can carry a parameter.</summary>
    internal static IEnumerable<MemberInfo> All(Type type) => Levels(type).SelectMany(x => x.GetMembers(Any | BindingFlags.DeclaredOnly)).Where(x => x is FieldInfo or PropertyInfo);

    /// <summary>An explicitly implemented property is called `Namespace.IComponent.Name`.</summary>
    internal static string Name(MemberInfo member) => member.Name[(member.Name.LastIndexOf('.') + 1)..];

    internal static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;

    /// <summary>The member that `() => Member` names, whatever conversion is around it; null for any other expression.</summary>
    internal static MemberInfo Of(LambdaExpression expression)
        => ((expression.Body as UnaryExpression)?.Operand ?? expression.Body) is MemberExpression member ? member.Member : null;

    static IEnumerable<Type> Levels(Type type)
    {
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType) yield return level;
        foreach (var component in type.GetInterfaces()) yield return component;
    }
}
