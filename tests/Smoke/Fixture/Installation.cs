using System.Diagnostics;
using System.Globalization;
using Docker.DotNet.Models;

namespace ArgusAI.Smoke.Fixture;

/// <summary>
/// One stack, started as its user starts it: a clone with a filled <c>.env</c>, and <c>docker compose</c> typed in its
/// folder. Only the project's name and the published ports differ, so that stacks and the user's own do not meet.
/// </summary>
public sealed class Installation : IAsyncDisposable
{
    private Installation(string project, Clone clone, StackImages images, params IEnumerable<string> overlays)
    {
        (Project, Clone, Images) = (project, clone, images);
        Shell = new Shell(clone.Folder).With("COMPOSE_PROJECT_NAME", project).With("COMPOSE_FILE", string.Join(':', images.ComposeFiles.Concat(overlays)));
    }

    /// <summary>The compose project.</summary>
    public string Project { get; }

    /// <summary>The folder it runs from.</summary>
    public Clone Clone { get; }

    /// <summary>Which images it uses.</summary>
    public StackImages Images { get; }

    /// <summary>Where its commands are typed.</summary>
    public Shell Shell { get; }

    /// <summary>The secrets in its <c>.env</c>.</summary>
    public Secrets Secrets { get; } = new();

    /// <summary>Its published ports.</summary>
    public StackPorts Ports { get; } = new();

    /// <summary>The profiles that were started.</summary>
    public IReadOnlyList<string> Profiles { get; private set; } = [];

    /// <summary>The frontend's address.</summary>
    public Uri Frontend => new($"http://127.0.0.1:{Ports.Frontend}");

    /// <summary>The backend's address.</summary>
    public Uri Backend => new($"http://127.0.0.1:{Ports.Backend}");

    /// <summary>nginx's address under TLS.</summary>
    public Uri Https => new($"https://localhost:{Ports.Https}");

    /// <summary>The network compose made for it.</summary>
    public string Network => $"{Project}_argusai-net";

    /// <summary>The volume compose made for its data.</summary>
    public string DataVolume => $"{Project}_{DataLayout.Volume}";

    /// <summary>A clone with a filled <c>.env</c>; nothing runs yet.</summary>
    /// <param name="ours">Whether the application's images are needed, and so must be there.</param>
    public static async Task<Installation> Prepare(bool ours = true)
    {
        var project = Scratch.NewProject();
        var stack = new Installation(project, Clone.Of(project), ours ? await StackImages.OnThisEngine() : await StackImages.OutsideImages());
        await stack.WriteEnvironment([]);
        return stack;
    }

    /// <summary>The same with a compose file of the test's own laid over the others.</summary>
    /// <param name="overlay">Its text.</param>
    /// <param name="ours">False where it puts other images in the place of ours: of another platform, or from a registry.</param>
    public static async Task<Installation> Prepare(string overlay, bool ours)
    {
        var project = Scratch.NewProject();
        var images = ours ? await StackImages.OnThisEngine() : await StackImages.OutsideImages();
        var stack = new Installation(project, Clone.Of(project), images, "overlay.yml") { Patience = ours ? TimeLimits.Healthy : TimeLimits.HealthyEmulated };
        await File.WriteAllTextAsync(stack.Clone.File("overlay.yml"), overlay);
        await stack.WriteEnvironment([]);
        return stack;
    }

    /// <summary>How long it may take until every service is healthy.</summary>
    public TimeSpan Patience { get; init; } = TimeLimits.Healthy;

    /// <summary>Writes <c>.env</c> from <c>.env.example</c>: secrets, ports, and what the test wants to be otherwise.</summary>
    public async Task WriteEnvironment(params IEnumerable<KeyValuePair<string, string>> settings)
    {
        var text = Secrets.Fill(await File.ReadAllTextAsync(Clone.File(".env.example")));
        // The last line of a name wins, so what follows replaces what the example says.
        foreach (var (name, value) in Ports.Variables.Concat(settings)) text += $"{name}={value}\n";
        await File.WriteAllTextAsync(Clone.File(".env"), text);
        File.SetUnixFileMode(Clone.File(".env"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Types <c>docker compose …</c>, with the started profiles.</summary>
    public Task<Finished> Compose(params IReadOnlyList<string> arguments) =>
        Shell.Docker([.. Words(Profiles), .. arguments]);

    /// <summary>Types <c>docker compose --profile … up -d</c> and waits until every service is healthy.</summary>
    /// <returns>The time from the command to the last service's health.</returns>
    public async Task<TimeSpan> Up(params IReadOnlyList<string> profiles)
    {
        Profiles = profiles;
        var watch = Stopwatch.StartNew();
        (await Compose("up", "-d")).Succeeded();
        await WaitUntilHealthy();
        Progress.Say(string.Create(CultureInfo.InvariantCulture, $"{Project}: healthy after {watch.Elapsed.TotalSeconds:F1} s"));
        return watch.Elapsed;
    }

    /// <summary>Waits until every container of the project is healthy; fails with the first one that ended, and its last lines.</summary>
    public async Task WaitUntilHealthy()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var all = await Task.WhenAll((await Engine.List($"com.docker.compose.project={Project}")).Select(c => Engine.Client.Containers.InspectContainerAsync(c.ID)));
            if (all.Length > 0 && all.All(c => c.State?.Health?.Status == "healthy")) return;
            var lost = all.FirstOrDefault(c => c.State?.Status is "exited" or "dead" or "restarting" || c.RestartCount > 0);
            var late = watch.Elapsed > Patience ? all.FirstOrDefault(c => c.State?.Health?.Status != "healthy") : null;
            if ((lost ?? late) is { } bad)
                Assert.Fail($"{(lost is null ? $"not healthy within {Patience}" : "ended")}: {Engine.Describe(bad)}\n{Tail(await Engine.Logs(bad.ID))}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The engine's description of one service's container.</summary>
    public Task<ContainerInspectResponse> Container(string service) => Engine.Container(Project, service);

    /// <summary>What a service wrote so far.</summary>
    public async Task<string> Logs(string service) => await Engine.Logs((await Container(service)).ID);

    /// <summary>Removes everything, volumes too; keeps the logs in <c>artifacts/smoke</c>.</summary>
    public async ValueTask DisposeAsync()
    {
        var logs = await Shell.Docker("compose", "--profile", "*", "logs", "--no-color", "--timestamps");
        await File.WriteAllTextAsync(Path.Combine(Repository.Artifacts, $"{Project}.log"), logs.All);
        await Shell.Docker("compose", "--profile", "*", "down", "--volumes", "--remove-orphans", "--timeout", "3");
        Clone.Dispose();
    }

    private static IReadOnlyList<string> Words(IReadOnlyList<string> profiles) => ["compose", .. profiles.SelectMany(p => (string[])["--profile", p])];

    private static string Tail(string logs) => string.Join('\n', logs.Split('\n').TakeLast(25));
}
