using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

public static partial class StackRules
{
    /// <summary>Every image from outside that a build or the stack uses has a stand-in in the airgap files, by its exact name.</summary>
    private static IEnumerable<string> OutsideImagesHaveStandIns(StackModel stack)
    {
        var overlay = stack.Overlays[StackFiles.AirgapOverlay];
        var bake = stack.Bake[StackFiles.AirgapBake];
        foreach (var (image, service, target) in new[] { (stack.Backend, Services.Backend, Bake.Backend), (stack.Frontend, Services.Frontend, Bake.Frontend) })
        {
            var wanted = Bases(image.Dockerfile).Order(StringComparer.Ordinal).ToList();
            var composed = overlay.Services[service].Build?.AdditionalContexts ?? Entries<Template>.None;
            foreach (var missing in wanted.Except(composed.Keys)) yield return $"{StackFiles.AirgapOverlay}: {service} has no stand-in for {missing}";
            foreach (var missing in wanted.Except(bake.Targets[target].Contexts.Keys)) yield return $"{StackFiles.AirgapBake}: {target} has no stand-in for {missing}";
        }

        foreach (var (name, service) in stack.Compose.Services.Where(s => s.Value.Build is null))
        {
            if (!overlay.Services.TryGetValue(name, out var replaced) || replaced.Image is null || replaced.Image == service.Image)
                yield return $"{StackFiles.AirgapOverlay}: {name} has no stand-in for {service.Image}";
        }
    }

    /// <summary>Bake and compose build the same Dockerfile into the same name (D37).</summary>
    private static IEnumerable<string> OneImageName(StackModel stack)
    {
        var bake = stack.Bake[StackFiles.Bake];
        foreach (var (file, compose) in Complete(stack))
        {
            foreach (var (service, target) in new[] { (Services.Backend, Bake.Backend), (Services.Frontend, Bake.Frontend) })
            {
                var composed = compose.Services[service];
                var baked = bake.Targets[target];
                if (composed.Image is not { } image || !baked.Tags.Contains(image)) yield return $"{file}: {service} runs {composed.Image}, bake makes {string.Join(", ", baked.Tags)}";
                if (composed.Build?.Dockerfile != baked.Dockerfile) yield return $"{file}: {service} is built from {composed.Build?.Dockerfile}, bake builds {baked.Dockerfile}";
            }
        }

        foreach (var image in bake.Targets.Values.SelectMany(t => t.Tags).Where(t => t.IsFixed && t.Value.Tag is null or "latest"))
            yield return $"{StackFiles.Bake}: {image} has no version: a tag that moves cannot be told from what runs (D37)";
    }

    private static IEnumerable<string> Bases(Dockerfile dockerfile) =>
        dockerfile.Stages.Select(s => s.Base).OfType<StageBase.Image>().Select(b => b.Reference.ToString()).Distinct();
}
