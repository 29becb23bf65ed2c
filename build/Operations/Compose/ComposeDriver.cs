using ArgusAI.Contract;
using ArgusAI.Operations.Processes;
using CliWrap;
using Spectre.Console;

namespace ArgusAI.Operations.Compose;

/// <summary>Starts, stops and shows a compose project.</summary>
public sealed class ComposeDriver(ComposeProject project, IAnsiConsole console)
{
    /// <summary>How long services may take to become healthy unless the caller says otherwise.</summary>
    public static TimeSpan DefaultTimeout { get; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Starts what is not running, without building, and waits until every service is healthy; then prints where it is
    /// reached. On Ctrl-C what this call created is removed again; what was there before stays as it is.
    /// </summary>
    /// <exception cref="OperationException">A port is taken, a profile lacks something, or a service failed.</exception>
    /// <exception cref="InterruptedException">Ctrl-C, SIGTERM or the caller's cancellation.</exception>
    public async Task UpAsync(TimeSpan? timeout = null, CancellationToken cancellation = default)
    {
        using var interruption = new Interruption();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, interruption.Token);
        var here = project.OnThisHost();
        ContainerList? containers = null;
        IReadOnlyList<ContainerState> before = [];
        try
        {
            var model = await ModelAsync(here, linked.Token);
            var docker = here.Call();
            containers = new ContainerList(docker, model.Name);
            var conflicts = PortConflicts.FindAsync(docker, model.Ports, model.Name, linked.Token);
            before = await containers.ReadAsync(linked.Token);
            Refuse(await conflicts);
            console.Line($"starting {string.Join(", ", model.Services.Select(s => s.Name))} (project {model.Name})");
            var after = await new StackStart(here, model, containers, console).RunAsync(before, timeout ?? DefaultTimeout, linked.Token);
            console.Good(Unchanged(before, after) ? "everything was running already; nothing was restarted" : "every service is up and healthy");
            StackAddresses.Print(console, here, model.Ports, after.FirstOrDefault(c => c.Service == Services.Backend)?.Name);
        }
        catch (Exception failure) when (failure is OperationCanceledException or OperationException)
        {
            if (!await InterruptedAsync(linked.Token)) throw;
            throw new InterruptedException(containers is null ? "interrupted before anything was started" : await TakeBackAsync(here, containers, before));
        }
    }

    /// <summary>Stops and removes the project's containers and networks, whatever their profile (D38).</summary>
    /// <param name="volumes">Whether the data goes too.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task DownAsync(bool volumes = false, CancellationToken cancellation = default)
    {
        await StreamAsync(project.ForReading(), ["--progress", "plain", "down", "--remove-orphans", .. volumes ? (string[])["--volumes"] : []], "docker compose down failed", cancellation);
        console.Good(volumes ? "stopped; containers, networks and data volumes are removed" : "stopped; the data volumes are kept");
    }

    /// <summary>Prints a table of the project's services.</summary>
    public async Task StatusAsync(CancellationToken cancellation = default)
    {
        var reading = project.ForReading();
        var model = await ModelAsync(reading, cancellation);
        var states = await new ContainerList(reading.Call(), model.Name).ReadAsync(cancellation);
        if (states.Count == 0)
        {
            console.Line($"nothing of project {model.Name} is running; start it with ./build.sh Up");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("service", "state", "health", "ports", "image");
        foreach (var state in states)
        {
            var ports = state.Ports.Select(p => $"{(p.Address.Contains(':') ? $"[{p.Address}]" : p.Address)}:{p.Host}→{p.Container}").Distinct();
            table.AddRow(new Text(state.Service), new Text(state.Status == "running" ? "running" : state.Words), new Text(state.Health ?? "–"), new Text(string.Join('\n', ports)), new Text(state.Image));
        }

        console.Write(table);
    }

    /// <summary>Prints the services' logs; with <paramref name="follow"/> until Ctrl-C.</summary>
    /// <param name="services">Which; all when empty.</param>
    /// <param name="follow">Whether to go on as lines come.</param>
    /// <param name="tail">How many of the last lines each.</param>
    /// <param name="cancellation">Ends following.</param>
    /// <exception cref="OperationException">There is no such service.</exception>
    public async Task LogsAsync(IReadOnlyList<string> services, bool follow = false, int tail = 200, CancellationToken cancellation = default)
    {
        var reading = project.ForReading();
        var known = (await ModelAsync(reading, cancellation)).Services.Select(s => s.Name).ToList();
        if (services.FirstOrDefault(s => !known.Contains(s)) is { } unknown) throw new OperationException($"there is no service '{unknown}'", $"use any of: {string.Join(", ", known)}");
        using var interruption = new Interruption();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, interruption.Token);
        try
        {
            await StreamAsync(reading, ["--ansi", "never", "logs", "--no-color", "--tail", $"{tail}", .. follow ? (string[])["--follow"] : [], .. services], "docker compose logs failed", linked.Token);
        }
        catch (OperationCanceledException) when (follow && interruption.Requested)
        {
            // Ctrl-C is how one stops following.
        }
    }

    /// <summary>The project's name; null when compose cannot tell, for lack of an engine's programs or of the file.</summary>
    internal static async Task<string?> ProjectNameAsync(ComposeProject project, CancellationToken cancellation)
    {
        try
        {
            return (await ModelAsync(project.ForReading(), cancellation)).Name;
        }
        catch (OperationException)
        {
            return null;
        }
    }

    private static bool Unchanged(IReadOnlyList<ContainerState> before, IReadOnlyList<ContainerState> after) =>
        before.Select(b => (b.Id, b.StartedAt)).ToHashSet().IsSupersetOf(after.Select(a => (a.Id, a.StartedAt)));

    // Ctrl-C reaches the docker programs of a terminal as well: one may have failed of it a moment before we know.
    private static async Task<bool> InterruptedAsync(CancellationToken token)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(200), token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return token.IsCancellationRequested;
    }

    private static async Task<ComposeModel> ModelAsync(ComposeProject project, CancellationToken cancellation)
    {
        if (project.Files.FirstOrDefault(f => !File.Exists(project.Workspace[f])) is { } missing) throw new OperationException($"'{missing}' is not there", "./build.sh Generate");
        var result = await project.Call().RunAsync(project.Arguments("config", "--format", "json"), cancellation);
        return result.ExitCode == 0
            ? ComposeModel.Parse(result.StandardOutput)
            : throw new OperationException($"docker compose cannot read the project: {Redaction.For(project.Workspace).Apply(result.StandardError.Trim())}", "a missing variable: ./build.sh Env; an unknown command or key: Compose 2.24 or newer, ./build.sh Doctor tells");
    }

    private static void Refuse(IReadOnlyList<PortConflict> conflicts)
    {
        if (conflicts.Count == 0) return;
        throw new OperationException(
            string.Join("; ", conflicts.Select(c => $"port {c.Port.Host} of {c.Port.Service} is taken by {c.Holder}")),
            string.Join("; ", conflicts.Select(c => c.Fix).Distinct()));
    }

    private async Task<string> TakeBackAsync(ComposeProject here, ContainerList containers, IReadOnlyList<ContainerState> before)
    {
        console.Warn("interrupted: taking back what this run started …");
        // Not with the cancelled token: this must be done even though, or because, the run is over.
        var created = (await containers.ReadAsync(CancellationToken.None)).Where(c => !before.Any(b => b.Service == c.Service)).ToList();
        if (before.Count == 0)
        {
            await here.Call().ReadAsync(here.ForReading().Arguments("down", "--remove-orphans", "--timeout", "5"), "docker compose down", CancellationToken.None);
            return $"interrupted; {created.Count} containers that this run created were removed, data volumes are kept";
        }

        if (created.Count > 0) await here.Call().ReadAsync(["rm", "--force", .. created.Select(c => c.Id)], "docker compose down", CancellationToken.None);
        return $"interrupted; {created.Count} containers that this run created were removed, those that were there before are left as they are";
    }

    private async Task StreamAsync(ComposeProject on, IEnumerable<string> arguments, string failed, CancellationToken cancellation)
    {
        var redaction = Redaction.For(project.Workspace);
        var gate = new Lock();
        void Print(string line)
        {
            lock (gate) console.Line(redaction.Apply(line));
        }

        using var forced = new GracePeriod(cancellation);
        var result = await on.Command(arguments)
            .WithStandardOutputPipe(PipeTarget.ToDelegate(Print))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(Print))
            .ExecuteAsync(forced.Token, cancellation);
        if (result.ExitCode != 0) throw new OperationException($"{failed} with code {result.ExitCode}", "./build.sh Doctor checks this machine");
    }
}
