using System.Diagnostics;

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
    internal DependencyBehavior Skipping { get; private protected set; } = DependencyBehavior.Execute;
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
        List<ExecutableTarget> targets = [.. Members.All(build.GetType()).Where(x => Members.TypeOf(x) == typeof(Target)).DistinctBy(Members.Name)
            .Select(x => new TargetDefinition(Members.Name(x), (Target)Members.Get(x, build), build))];
        foreach (var target in targets) target.Factory((ITargetDefinition)target);
        foreach (var target in targets) target.Link(targets);
        return targets;
    }

    internal bool IsNamed(string name) => Name.Equals(name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    // A target is found again by its delegate: the same property gives an equal one each time.
    void Link(List<ExecutableTarget> all)
    {
        List<ExecutableTarget> Find(List<Target> factories) => [.. factories.Select(x => all.Find(y => y.Factory == x)
            ?? throw new ArgumentException($"Target '{Name}' names a target that is not a property of the build"))];
        Dependencies = Find(DependsOnTargets);
        Predecessors.UnionWith(Dependencies.Concat(Find(AfterTargets)));
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
    public ITargetDefinition WhenSkipped(DependencyBehavior dependencyBehavior) => With(() => Skipping = dependencyBehavior);
    public ITargetDefinition ProceedAfterFailure() => With(() => Proceeds = true);
    public ITargetDefinition Unlisted() => With(() => Listed = false);
    public ITargetDefinition OnlyWhenDynamic(Func<bool> condition, string conditionExpression)
        => With(() => Conditions.Add((condition, conditionExpression[(conditionExpression.IndexOf("=>", StringComparison.Ordinal) + 2)..].Trim())));
    public ITargetDefinition Requires<T>(Expression<Func<T>> parameterRequirement, params Expression<Func<T>>[] parameterRequirements) where T : class
        => Requiring([parameterRequirement, .. parameterRequirements]);
    public ITargetDefinition Requires<T>(Expression<Func<T?>> parameterRequirement, params Expression<Func<T?>>[] parameterRequirements) where T : struct
        => Requiring([parameterRequirement, .. parameterRequirements]);
    public ITargetDefinition Requires(Expression<Func<bool>> requirement, params Expression<Func<bool>>[] requirements) => Requiring([requirement, .. requirements]);
    public ITargetDefinition Requires(Expression<Func<Tool>> tool, params Expression<Func<Tool>>[] tools) => Requiring([tool, .. tools]);

    // NUKE installs such tools from package sources; the offline engine exists for machines without them.
    public ITargetDefinition Requires<T>() where T : IRequireTool => Requires(() => false);
    public ITargetDefinition Requires<T>(string version) where T : IRequireToolWithVersion => Requires(() => false);

    TargetDefinition Requiring(LambdaExpression[] requirements) => With(() => Requirements.AddRange(requirements));

    TargetDefinition With(Action change)
    {
        change();
        return this;
    }

    Target[] Resolve<T>(Func<T, Target>[] targets) => build is T component ? [.. targets.Select(x => x(component))] : [];
}
