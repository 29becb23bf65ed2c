namespace Nuke.Common.Execution;

/// <summary>Which targets run, and in which order.</summary>
static class ExecutionPlan
{
    /// <summary>
    /// The invoked targets and all they depend on. Where the declared relations leave a choice, the target that is
    /// declared first comes last: NUKE decides so, and one build must run in one order on both engines.
    /// </summary>
    internal static List<ExecutableTarget> For(List<ExecutableTarget> targets, string[] names)
    {
        foreach (var target in names is null ? targets.Where(x => x.IsDefault) : names.Select(x => Find(targets, x))) target.Invoked = true;
        List<ExecutableTarget> rest = [.. targets], plan = [];
        while (rest.Count > 0)
        {
            var last = rest.Find(x => !rest.Exists(y => y.Predecessors.Contains(x)))
                ?? throw new ArgumentException($"Circular dependencies between targets: {string.Join(", ", rest.Select(x => x.Name))}");
            rest.Remove(last);
            if (last.Invoked || plan.Exists(x => x.Dependencies.Contains(last))) plan.Insert(0, last);
        }

        return plan;
    }

    static ExecutableTarget Find(List<ExecutableTarget> targets, string name) => targets.Find(x => x.IsNamed(name)) ?? throw new ArgumentException(
        $"Target with name '{name}' does not exist. Available targets are:\n  - " + string.Join("\n  - ", targets.Select(x => x.Name).Order(StringComparer.OrdinalIgnoreCase)));
}
