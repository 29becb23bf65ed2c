using System.Reflection;
using Nuke.Common.Parameters;

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

        Report.Line("\nParameters:\n");
        var parameters = Injection.Parameters(build.GetType()).Where(x => x.GetCustomAttribute<ParameterAttribute>().List).ToList();
        width = parameters.Max(x => Injection.Dashed(Injection.Name(x)).Length) + 2;
        foreach (var own in new[] { true, false })
        {
            foreach (var member in parameters.Where(x => x.DeclaringType != typeof(NukeBuild) == own))
                Report.Line($"  --{Injection.Dashed(Injection.Name(member)).PadRight(width)}{member.GetCustomAttribute<ParameterAttribute>().Description}".TrimEnd());
            if (own) Report.Line();
        }
    }
}
