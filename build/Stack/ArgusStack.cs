using System.Diagnostics.CodeAnalysis;
using ArgusAI.Containers;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Stack;

/// <summary>What ArgusAI is, as files.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "A stack of services, which is what Compose calls it; no collection.")]
public static class ArgusStack
{
    /// <summary>Renders every generated file: the same inputs give the same bytes on every machine.</summary>
    /// <exception cref="ModelException">The models contradict themselves, each other or the contract.</exception>
    public static IReadOnlyList<Artefact> Render(StackInputs inputs)
    {
        var stack = StackModel.Of(inputs);
        var problems = StackRules.Check(stack);
        if (problems.Count > 0) throw new ModelException("the stack", problems);
        return
        [
            Artefact.Of(StackFiles.Compose, stack.Compose),
            Artefact.Of(StackFiles.ComposeSecrets, stack.Secrets),
            .. stack.Overlays.Select(o => Artefact.Of(o.Key, o.Value)),
            .. stack.Bake.Select(b => Artefact.Of(b.Key, b.Value)),
            Artefact.Of(StackFiles.EnvironmentExample, stack.Environment),
            Artefact.Of(StackFiles.Nginx, stack.Nginx),
            .. new[] { stack.Backend, stack.Frontend }.SelectMany(image => new[]
            {
                Artefact.Of(image.Path, image.Dockerfile),
                Artefact.Of(StackFiles.IgnoreFile(image.Path), image.Ignore),
            }),
            new Artefact(StackFiles.Policies, PolicyTable.Write("./build.sh Generate")),
        ];
    }
}
