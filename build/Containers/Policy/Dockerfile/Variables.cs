using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>ARG and ENV.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Variables =>
    [
        OfStep("dockerfile-browser-variable", Severity.Warning, "Next.js, Vite and Create React App documentation (variables for the browser); decisions D10 to D12", "The build writes the address into the browser's code: what is set when the container starts is ignored.",
            "read it when the container starts, or serve the API on the page's own origin", step => Declared(step.Instruction).FirstOrDefault(BrowserVariable.IsAddress) is { } name ? $"bakes {name} into the browser's code" : null),
        OfStep("dockerfile-env-uses-itself", Severity.Error, "hadolint DL3044", "A variable has its new value only in the next instruction.",
            "use two ENV instructions", step => step.Instruction is EnvInstruction { Variables: { Count: > 1 } all } && all.FirstOrDefault(v => v.Value.Interpolations.Any(i => i.Name.Value != v.Key && all.ContainsKey(i.Name.Value))) is { Key: { } name } ? $"uses a variable of the same ENV in {name}" : null),
        Of("dockerfile-global-arg", Severity.Warning, "Docker build check UndefinedVar", "An ARG above the first FROM is unknown inside a stage: the text is empty there.",
            "repeat ARG NAME inside the stage", GlobalArgInStage),
    ];

    static IEnumerable<Breach> GlobalArgInStage(DockerfileSubject file)
    {
        var global = file.Model.GlobalArgs.Select(a => a.Name.Value).ToHashSet(StringComparer.Ordinal);
        if (global.Count == 0) yield break;
        foreach (var step in file.Steps)
        {
            if (Used(step.Instruction).FirstOrDefault(global.Contains) is not { } name) continue;
            if (!step.Facts.Declares(name, step.Index)) yield return step.At($"uses '${name}', which is declared above the first FROM only");
        }
    }

    /// <summary>The variables the builder puts into an instruction.</summary>
    static IEnumerable<string> Used(Instruction instruction) => (instruction switch
    {
        EnvInstruction env => env.Variables.Values,
        Label label => label.Labels.Values,
        Workdir workdir => [workdir.Path],
        User user => [user.Name],
        Copy copy => [.. copy.Paths, copy.Into],
        Add add => [.. add.Sources, add.Into],
        Arg { Default: { } value } => [value],
        VolumeInstruction volume => volume.Paths,
        _ => (IEnumerable<Template>)[],
    }).SelectMany(t => t.Interpolations).Select(i => i.Name.Value);
}

/// <summary>Variables that a frontend's build copies into the browser's code.</summary>
static class BrowserVariable
{
    static readonly string[] Prefixes = ["NEXT_PUBLIC_", "VITE_", "REACT_APP_", "NUXT_PUBLIC_", "VUE_APP_", "GATSBY_", "EXPO_PUBLIC_"];
    static readonly string[] Addresses = ["URL", "URI", "HOST", "ENDPOINT", "ORIGIN", "BASE", "SERVER", "API"];

    public static bool Is(string name) => Prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal));

    /// <summary>Whether it holds an address, by its name.</summary>
    public static bool IsAddress(string name) => Is(name) && name.Split('_')[^1] is var last && Addresses.Contains(last);
}
