using ArgusAI.Containers.Compose;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

public static partial class StackRules
{
    /// <summary>Every variable the compose files interpolate is in <c>.env.example</c>, and the reverse.</summary>
    private static IEnumerable<string> EnvironmentFile(StackModel stack)
    {
        var listed = stack.Environment.Assignments.Select(a => a.Name.Value).ToList();
        var used = stack.ComposeFiles.SelectMany(Interpolated).ToHashSet(StringComparer.Ordinal);
        foreach (var name in listed.GroupBy(n => n).Where(g => g.Count() > 1)) yield return $"{StackFiles.EnvironmentExample}: {name.Key} is there twice";
        foreach (var name in used.Except(listed).Order(StringComparer.Ordinal)) yield return $"{StackFiles.EnvironmentExample}: ${{{name}}} is used by a compose file and is not there";
        foreach (var name in listed.Except(used).Order(StringComparer.Ordinal)) yield return $"{StackFiles.EnvironmentExample}: {name} is there and no compose file uses it";
    }

    /// <summary>Every variable of the contract reaches its service, and nothing else does (D40); every secret also from a file (Q3).</summary>
    private static IEnumerable<string> ContractReachesServices(StackModel stack)
    {
        var overlays = stack.Overlays.Values.SelectMany(o => Environment(o, Services.Backend)).ToHashSet(StringComparer.Ordinal);
        foreach (var (file, compose) in Complete(stack))
        {
            var secrets = ReferenceEquals(compose, stack.Secrets);
            var backend = Environment(compose, Services.Backend).ToHashSet(StringComparer.Ordinal);
            foreach (var variable in BackendEnvironment.All)
            {
                var name = secrets ? variable.FileName ?? variable.Name : variable.Name;
                if (!backend.Contains(name) && !overlays.Contains(name)) yield return $"{file}: the backend does not get {name}";
            }

            foreach (var name in backend.Where(n => !BackendEnvironment.All.Any(v => v.Name == n || v.FileName == n))) yield return $"{file}: the backend gets {name}, which the contract does not know";

            var frontend = Environment(compose, Services.Frontend).ToHashSet(StringComparer.Ordinal);
            foreach (var variable in FrontendEnvironment.All.Where(v => !frontend.Contains(v.Name))) yield return $"{file}: the frontend does not get {variable.Name}";
            foreach (var name in frontend.Where(n => FrontendEnvironment.All.All(v => v.Name != n))) yield return $"{file}: the frontend gets {name}, which the contract does not know";
        }

        foreach (var name in BackendEnvironment.All.Where(v => v.Required).Select(v => v.Name).Where(name => !Required(stack.Compose, name)))
            yield return $"{StackFiles.Compose}: {name} is required and its interpolation lets a blank value pass (D7)";
        foreach (var variable in BackendEnvironment.All.Where(v => v.Secret && Environment(stack.Secrets, Services.Backend).Contains(v.Name)))
            yield return $"{StackFiles.ComposeSecrets}: {variable.Name} is a secret and stands in a variable";
    }

    /// <summary>Names that mean something else in the caller's shell are never interpolated (D34).</summary>
    private static IEnumerable<string> LeakingNames(StackModel stack) =>
        from compose in stack.ComposeFiles
        from name in Interpolated(compose).Distinct()
        where name is "SSL_CERT_FILE" or "SSL_CERT_DIR" or "PATH" or "HOME" or "USER" or "HOSTNAME"
        select $"a compose file interpolates ${{{name}}}, which the caller's shell sets for other purposes (D34)";

    private static IEnumerable<string> Environment(ComposeFile compose, string service) =>
        compose.Services.TryGetValue(service, out var found) ? found.Environment.Keys : [];

    private static bool Required(ComposeFile compose, string name) =>
        compose.Services[Services.Backend].Environment.TryGetValue(name, out var value)
        && value?.Interpolations.Any(i => i.Fallback is Containers.Fallback.RequiredNotBlank) == true;

    private static IEnumerable<string> Interpolated(ComposeFile compose) => compose.Variables.Select(v => v.Value);
}
