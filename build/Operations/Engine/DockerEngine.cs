using ArgusAI.Operations.Processes;
using CliWrap;
using CliWrap.Buffered;
using Spectre.Console;

namespace ArgusAI.Operations.Engine;

/// <summary>
/// Makes sure that there is an engine to work with. One that runs and is new enough is used as it is and never
/// reconfigured; <c>DOCKER_HOST</c> and contexts are honoured.
/// </summary>
/// <param name="docker">The command line to look with.</param>
/// <param name="workspace">Gives the cache for downloads.</param>
/// <param name="console">Told of progress.</param>
public sealed class DockerEngine(DockerCli docker, Workspace workspace, IAnsiConsole console)
{
    private const string Documentation = "https://docs.docker.com/engine/install/";
    private static readonly string[] DaemonFolders = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"];

    /// <summary>This machine; another one only in tests.</summary>
    public HostSystem System { get; init; } = HostSystem.Read();

    /// <summary>What it must offer.</summary>
    public IReadOnlyList<EngineRequirement> Requirements { get; init; } = EngineRequirement.All;

    /// <summary>Finds an engine, or installs and starts one where the user allowed it.</summary>
    /// <param name="install">Whether the user asked for it (<c>--install-engine</c>).</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">There is none, or it is too old; the fix says what to do.</exception>
    public async Task<EngineFacts> EnsureAsync(bool install, CancellationToken cancellation = default)
    {
        var facts = await EngineProbe.LookAsync(docker, cancellation);
        if (facts.Meets(Requirements)) return facts;
        if (facts.Reachable) ThrowIfEngineTooOld(facts);
        else if (facts.Elsewhere is not null) throw Unreachable(facts);

        if (!install) throw facts.Reachable ? Insufficient(facts) : Absent(facts);
        if (!System.IsRoot)
            throw new OperationException("installing or starting Docker Engine needs root", "run the command with sudo, or install Docker yourself: " + Documentation);

        using (await FileLock.TakeAsync("/run/lock/argusai-engine.lock", cancellation))
        {
            facts = await EngineProbe.LookAsync(docker, cancellation);
            if (!facts.Meets(Requirements)) await InstallAndStartAsync(facts, cancellation);
        }

        facts = await EngineProbe.LookAsync(docker, cancellation);
        return facts.Meets(Requirements) ? facts : throw (facts.Reachable ? Insufficient(facts) : Absent(facts));
    }

    private async Task InstallAndStartAsync(EngineFacts facts, CancellationToken cancellation)
    {
        // A second engine beside an installed one would share its data: start the one that is there.
        if (!facts.Reachable && ExistingDaemon() is { } existing)
        {
            await StartExistingAsync(existing, cancellation);
            facts = await EngineProbe.LookAsync(docker, cancellation);
            if (facts.Meets(Requirements) || !facts.Reachable) return;
            ThrowIfEngineTooOld(facts);
        }

        if (System.PackagesEngine)
        {
            await HostPackages.EnsureAsync(Packages(System), install: true, console, System, cancellation);
            if (!await docker.AnswersAsync(cancellation)) await StartExistingAsync(ExistingDaemon() ?? DaemonFolders[0] + "/dockerd", cancellation);
            return;
        }

        if (!System.IsDebian12)
            throw new OperationException($"--install-engine knows Debian 12 and newer and Ubuntu 24.04 and newer; this is {System.Name}", "install Docker Engine 25 or newer: " + Documentation);
        if (!UnpackedEngine.Installed) await UnpackedEngine.InstallAsync(System, workspace, console, cancellation);
        CliPlugins.Link(UnpackedEngine.Current, facts, console);
        if (!facts.Reachable) await new EngineDaemon(UnpackedEngine.Current + "/bin/dockerd", UnpackedEngine.Current + "/daemon.json").StartAsync(docker, console, cancellation);
    }

    private string? ExistingDaemon() => DaemonFolders.Select(folder => Path.Combine(System.Root, folder.TrimStart('/'), "dockerd")).FirstOrDefault(File.Exists);

    private async Task StartExistingAsync(string daemon, CancellationToken cancellation)
    {
        var answer = await Cli.Wrap(daemon).WithArguments(["--version"]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellation);
        var facts = new EngineFacts { HasClient = true, Engine = ToolVersion.Find(answer.StandardOutput) };
        if (facts.Engine is not null && !Requirements[0].Met(facts))
            throw new OperationException($"{daemon} is installed and not running: {Requirements[0].Complaint(facts)}", "upgrade it, or remove it (sudo apt-get remove docker.io) and run the command again: " + Documentation);
        if (Directory.Exists(Path.Combine(System.Root, "run/systemd/system")))
            await new LongCommand("Starting Docker Engine", "systemctl", ["start", "docker"]) { Fix = "see what it says: journalctl -u docker" }.RunAsync(console, cancellation);
        else
            await new EngineDaemon(daemon, null).StartAsync(docker, console, cancellation);
    }

    // Ubuntu names its plugins otherwise, and its docker.io holds the client too.
    private static IReadOnlyList<string> Packages(HostSystem system) => system.Id == "ubuntu"
        ? ["docker.io", "docker-compose-v2", "docker-buildx", "iptables"]
        : ["docker.io", "docker-cli", "docker-compose", "docker-buildx", "iptables", "tini"];

    private void ThrowIfEngineTooOld(EngineFacts facts)
    {
        var engine = Requirements[0];
        if (!engine.Met(facts))
            throw new OperationException(engine.Complaint(facts), $"upgrade Docker ({Documentation}); a running engine is never replaced");
    }

    private OperationException Insufficient(EngineFacts facts)
    {
        var complaints = Requirements.Where(r => !r.Met(facts)).Select(r => r.Complaint(facts));
        return new(string.Join("; ", complaints), "install the newer plugins (packages docker-compose-plugin and docker-buildx-plugin, see " + Documentation + "), or add --install-engine");
    }

    private static OperationException Unreachable(EngineFacts facts) =>
        new($"no Docker engine answers at {facts.Elsewhere}: {facts.Problem}", facts.Elsewhere!.StartsWith("DOCKER_HOST", StringComparison.Ordinal)
            ? "start that engine, or unset DOCKER_HOST to use the one of this machine"
            : "start that engine, or switch back with: docker context use default");

    private static OperationException Absent(EngineFacts facts)
    {
        if (facts.Problem.Contains("permission denied", StringComparison.OrdinalIgnoreCase))
            return new("this user may not use the Docker engine: " + facts.Problem, "sudo usermod -aG docker \"$USER\", then sign in again; or run the command with sudo");
        if (UnpackedEngine.Installed) return new("the Docker engine of this machine is installed and not running", "add --install-engine, which starts it");
        return new(facts.HasClient ? "there is no running Docker engine: " + facts.Problem : "there is no Docker on this machine",
            $"add --install-engine (Debian, Ubuntu), or install Docker Engine 25 or newer: {Documentation}");
    }
}
