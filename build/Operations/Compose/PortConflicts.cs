using System.Globalization;
using System.Text.RegularExpressions;
using ArgusAI.Contract;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Compose;

/// <summary>A published port that somebody else holds.</summary>
/// <param name="Port">What is to be published.</param>
/// <param name="Holder">Who has it: a container, a process, or as much as this user may see.</param>
/// <param name="Free">A port that could be used instead.</param>
public sealed record PortConflict(PublishedPort Port, string Holder, int Free)
{
    /// <summary>How to move the port, or to free it.</summary>
    public string Fix => Ports.All.FirstOrDefault(p => p.Service == Port.Service && p.Number == Port.Container)?.HostPort is { } variable
        ? $"stop it, or publish {Port.Service} elsewhere: {variable.Name}={Free} in .env"
        : $"stop it, or change the published port of {Port.Service}";
}

/// <summary>Finds the ports that would make the engine refuse to start a container, before it does.</summary>
internal static partial class PortConflicts
{
    /// <summary>The conflicts of a project that is about to start.</summary>
    /// <param name="docker">Asked which containers publish what.</param>
    /// <param name="wanted">What is to be published.</param>
    /// <param name="project">The compose project's name: what its own containers hold is no conflict.</param>
    /// <param name="cancellation">Ends the search.</param>
    internal static async Task<IReadOnlyList<PortConflict>> FindAsync(DockerCli docker, IReadOnlyList<PublishedPort> wanted, string project, CancellationToken cancellation)
    {
        if (wanted.Count == 0) return [];
        var listed = await docker.RunAsync(["ps", "--format", "{{.Names}}\t{{.Label \"com.docker.compose.project\"}}\t{{.Ports}}"], cancellation);
        var published = listed.ExitCode == 0 ? listed.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(Container).ToList() : [];
        return Among(wanted, project, published, EngineIsHere(docker) ? ListeningPorts.All() : []);
    }

    /// <summary>The same on what is known already.</summary>
    internal static IReadOnlyList<PortConflict> Among(IReadOnlyList<PublishedPort> wanted, string project, IReadOnlyList<ContainerPort> published, IReadOnlyList<ListeningPort> listening)
    {
        var conflicts = new List<PortConflict>();
        // Below 1024 the usual other port is 8000 higher: 8080 and 8443.
        int Free(int host) => Enumerable.Range(host < 1024 ? host + 8000 : host + 1, 100)
            .First(p => !listening.Any(l => l.Port == p) && !published.Any(c => c.Port == p) && !wanted.Any(w => w.Host == p));
        foreach (var port in wanted)
        {
            // A stack may publish one port on several addresses: ours on any of them makes the rest ours too.
            var holders = published.Where(c => c.Port == port.Host).ToList();
            if (holders.Any(c => c.Project == project)) continue;
            if (holders.FirstOrDefault(c => Overlap(c.Address, port.Address)) is { } container) conflicts.Add(new PortConflict(port, $"the container '{container.Name}'", Free(port.Host)));
            else if (listening.FirstOrDefault(l => l.Blocks(port.Address, port.Host)) is { } socket) conflicts.Add(new PortConflict(port, Describe(socket), Free(port.Host)));
        }

        return conflicts;
    }

    /// <summary>A port of a running container as <c>docker ps</c> lists it.</summary>
    internal sealed record ContainerPort(string Name, string Project, string Address, int Port);

    /// <summary>Reads one line <c>names TAB project TAB 127.0.0.1:8000->8000/tcp, [::]:80->80/tcp</c>.</summary>
    internal static IEnumerable<ContainerPort> Container(string line)
    {
        var fields = line.TrimEnd('\r').Split('\t');
        if (fields.Length < 3) yield break;
        foreach (Match match in Binding().Matches(fields[2]))
        {
            int first = int.Parse(match.Groups["first"].Value, CultureInfo.InvariantCulture);
            int last = match.Groups["last"].Success ? int.Parse(match.Groups["last"].Value, CultureInfo.InvariantCulture) : first;
            for (int port = first; port <= last; port++) yield return new ContainerPort(fields[0], fields[1], match.Groups["address"].Value.Trim('[', ']'), port);
        }
    }

    private static bool EngineIsHere(DockerCli docker)
    {
        var host = docker.Environment.GetValueOrDefault("DOCKER_HOST") ?? Environment.GetEnvironmentVariable("DOCKER_HOST");
        return string.IsNullOrEmpty(host) || host.StartsWith("unix:", StringComparison.Ordinal) || host.StartsWith("npipe:", StringComparison.Ordinal);
    }

    private static bool Overlap(string a, string b) => a == b || IsAny(a) || IsAny(b);

    private static bool IsAny(string address) => address is "" or "0.0.0.0" or "::";

    private static string Describe(ListeningPort socket) => ListeningPorts.Owner(socket) is { } owner
        ? $"the process {owner}"
        : socket.User is { } user ? $"a process of user {user}, whose name only that user and root can see" : "another process";

    [GeneratedRegex(@"(?<address>\[[0-9a-fA-F:]+\]|[0-9a-fA-F.:]*?):(?<first>\d+)(?:-(?<last>\d+))?->\d+(?:-\d+)?/tcp")]
    private static partial Regex Binding();
}
