namespace Nuke.Common.Execution;

/// <summary>The text of <c>--help</c>.</summary>
static class Help
{
    internal static void Print(NukeBuild build, List<ExecutableTarget> targets)
    {
        var width = Math.Max(20, targets.Max(x => x.Name.Length) + 1);
        Report.Line("Targets (with their direct dependencies):\n");
        foreach (var target in targets.Where(x => x.Listed))
        {
            var dependencies = target.Dependencies.Count > 0 ? $" -> {string.Join(", ", target.Dependencies.Select(x => x.Name))}" : "";
            Report.Line($"  {(target.IsDefault ? $"{target.Name} (default)" : target.Name).PadRight(width)}{dependencies}".TrimEnd());
            if (!string.IsNullOrWhiteSpace(target.Text)) Report.Line($"    {target.Text}");
        }

        // The build's own parameters first, the engine's after a blank line.
        var parameters = Injection.Parameters(build.GetType()).Where(x => x.GetCustomAttribute<ParameterAttribute>().List)
            .Select(x => (Name: Injection.Dashed(Injection.Name(x)), Text: x.GetCustomAttribute<ParameterAttribute>().Description, Own: x.DeclaringType != typeof(NukeBuild))).ToList();
        width = parameters.Max(x => x.Name.Length) + 2;
        foreach (var group in parameters.GroupBy(x => x.Own).OrderByDescending(x => x.Key))
        {
            Report.Line(group.Key ? "\nParameters:\n" : "");
            foreach (var (name, text, _) in group) Report.Line($"  --{name.PadRight(width)}{text}".TrimEnd());
        }
    }
}
