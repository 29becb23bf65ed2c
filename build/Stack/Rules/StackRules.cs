using ArgusAI.Containers.Compose;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>
/// The rules that span several files, and the contract. Each format's own model sees to what lies inside one file.
/// </summary>
public static partial class StackRules
{
    /// <summary>Everything that does not fit together, one sentence each; empty when all is well.</summary>
    public static IReadOnlyList<string> Check(StackModel stack) =>
    [
        .. PublishedPorts(stack),
        .. ExposedPorts(stack),
        .. HealthChecks(stack),
        .. EnvironmentFile(stack),
        .. ContractReachesServices(stack),
        .. LeakingNames(stack),
        .. NginxListens(stack),
        .. NginxUpstreams(stack),
        .. NginxLimits(stack),
        .. OutsideImagesHaveStandIns(stack),
        .. OneImageName(stack),
    ];

    private static IEnumerable<(string File, ComposeFile Compose)> Complete(StackModel stack) =>
        [(StackFiles.Compose, stack.Compose), (StackFiles.ComposeSecrets, stack.Secrets)];

    /// <summary>A complete file publishes exactly what the contract says, where it says (D35, D38).</summary>
    private static IEnumerable<string> PublishedPorts(StackModel stack)
    {
        foreach (var (file, compose) in Complete(stack))
        {
            foreach (var (name, service) in compose.Services)
            {
                foreach (var port in service.Ports)
                {
                    var number = port.Container.IsFixed ? port.Container.Value.First : 0;
                    if (Ports.All.FirstOrDefault(p => p.Service == name && p.Number == number) is not { } known)
                        yield return $"{file}: {name} publishes {port.Container}, which is no port of it in the contract";
                    else if (known.Exposure == Exposure.Internal)
                        yield return $"{file}: {name} publishes {number}, which the contract keeps inside";
                    else if (known.Exposure == Exposure.Bound && port.HostAddress?.Interpolations.Any(i => i.Name.Value == HostEnvironment.Bind.Name) != true)
                        yield return $"{file}: {name} publishes {number} on every interface; the contract binds it to {HostEnvironment.Bind.Name}";
                }
            }

            foreach (var port in Ports.All.Where(p => p.Exposure != Exposure.Internal))
            {
                if (!compose.Services.TryGetValue(port.Service, out var service)) yield return $"{file}: the contract's service {port.Service} is missing";
                else if (!service.Ports.Any(p => p.Container.IsFixed && p.Container.Value.First == port.Number)) yield return $"{file}: {port.Service} does not publish {port.Number}";
            }
        }
    }

    /// <summary>An image exposes exactly the contract's ports of its service.</summary>
    private static IEnumerable<string> ExposedPorts(StackModel stack)
    {
        foreach (var (image, service) in new[] { (stack.Backend, Services.Backend), (stack.Frontend, Services.Frontend) })
        {
            var exposed = image.Dockerfile.Exposed.Select(e => e.Port.Value.First).Order().ToList();
            var wanted = Ports.All.Where(p => p.Service == service).Select(p => p.Number).Order().ToList();
            if (!exposed.SequenceEqual(wanted))
                yield return $"{image.Path}: exposes {string.Join(", ", exposed)}; the contract's ports of {service} are {string.Join(", ", wanted)}";
        }
    }

    /// <summary>Image and compose ask the contract's URL, with the same record (D1, D6).</summary>
    private static IEnumerable<string> HealthChecks(StackModel stack)
    {
        foreach (var (file, compose) in Complete(stack))
        {
            foreach (var (name, probe) in new[] { (Services.Backend, HealthProbe.Backend), (Services.Frontend, HealthProbe.Frontend), (Services.Nginx, HealthProbe.Nginx) })
            {
                var check = compose.Services[name].HealthCheck;
                if (check is null) yield return $"{file}: {name} has no health check";
                else if (check.Test?.ToString().Contains(probe.Url, StringComparison.Ordinal) != true) yield return $"{file}: the health check of {name} does not ask {probe.Url}";
            }

            foreach (var name in compose.Services.Where(s => s.Value.HealthCheck is null).Select(s => s.Key)) yield return $"{file}: {name} has no health check (NFR12)";
        }

        foreach (var (image, service) in new[] { (stack.Backend, Services.Backend), (stack.Frontend, Services.Frontend) })
        {
            var own = image.Dockerfile.Final.Instructions.OfType<Containers.Dockerfiles.Health>().SingleOrDefault()?.Check;
            if (own != stack.Compose.Services[service].HealthCheck) yield return $"{image.Path}: its HEALTHCHECK is not the one of {StackFiles.Compose}";
        }
    }
}
