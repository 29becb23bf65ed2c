using ArgusAI.Containers.Pins;
using System.Text;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Processes;
using CliWrap;
using CliWrap.Buffered;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>Builds the local images that take the place of the official ones, from Debian packages and what the machine has.</summary>
/// <param name="docker">The command line.</param>
/// <param name="workspace">The clone and the cache.</param>
/// <param name="console">Told of progress.</param>
public sealed class StandIns(DockerCli docker, Workspace workspace, IAnsiConsole console)
{
    private const string DebianKey = "debian";

    /// <summary>Used on the platform that builds, whatever is built for: there is no SDK of another platform on this machine, and none is needed.</summary>
    private static readonly string[] OfTheBuilder = ["dotnet-sdk", ImageRelease.Generator];

    /// <summary>Put together from files alone, so no program of another platform runs.</summary>
    private static readonly string[] WithoutEmulation = ["node"];

    /// <summary>This machine; another one only in tests.</summary>
    public HostSystem System { get; init; } = HostSystem.Read();

    // What builds is this machine.
    private string Architecture => System.Architecture;

    private string Cache => Path.Combine(workspace.Cache, "base-images");

    /// <summary>Builds those that the engine lacks or that another recipe made; a tenth of a second when nothing is to do.</summary>
    /// <param name="pins">The images needed.</param>
    /// <param name="debian">The pin of the Debian image, which all others start from.</param>
    /// <param name="sdkVersion">The .NET SDK to put into its stand-in: <see cref="SdkVersionAsync"/>.</param>
    /// <param name="install">Whether missing packages may be installed.</param>
    /// <param name="caBundle">Certificates for network steps; null for none.</param>
    /// <param name="architectures">The architectures that images are wanted for, in Docker's words; this machine's when null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The keys of the images that were built.</returns>
    /// <exception cref="OperationException">The machine is no Debian, or a step failed.</exception>
    public async Task<IReadOnlyList<string>> EnsureAsync(IReadOnlyList<ImagePin> pins, ImagePin debian, string sdkVersion, bool install, string? caBundle, IReadOnlyList<string>? architectures = null, CancellationToken cancellation = default)
    {
        var wanted = Wanted(Recipes(pins, debian, sdkVersion), architectures ?? [Architecture]);
        var stale = await StaleAsync(wanted, cancellation);
        if (stale.Count == 0) return [];
        if (stale.Any(s => s.Architectures.Count > 1) && !await ImageOutput.KeepsListsAsync(docker, cancellation)) throw ImageOutput.OnePlatformOnly();
        await HostPackages.EnsureAsync(HostPackages.ForBaseImages, install, console, System, cancellation);
        foreach (var foreign in stale.Where(NeedsEmulation).SelectMany(s => s.Architectures).Distinct().Where(a => a != Architecture))
            await Emulation.EnsureAsync(foreign, install, console, System, cancellation);
        using var one = await FileLock.TakeAsync(Path.Combine(Cache, "lock"), cancellation);
        // Another build may have made them while this one waited.
        stale = await StaleAsync(stale, cancellation);
        var output = await ImageOutput.ForEngineAsync(docker, cancellation);
        foreach (var standIn in stale) await BuildAsync(standIn, output, caBundle, cancellation);
        return [.. stale.Select(s => s.Recipe.Pin.Key)];
    }

    // The others start from Debian, but only those that run its programs while they are built need it for the platform that is built for.
    private List<WantedImage> Wanted(IReadOnlyList<StandInRecipe> recipes, IReadOnlyList<string> architectures)
    {
        IReadOnlyList<string> all = [.. architectures.Append(Architecture).Distinct().Order(StringComparer.Ordinal)], own = [Architecture];
        bool debianOfAll = recipes.Any(r => r.Pin.Key != DebianKey && !OfTheBuilder.Contains(r.Pin.Key) && !WithoutEmulation.Contains(r.Pin.Key));
        return [.. recipes.Select(r => new WantedImage(r, OfTheBuilder.Contains(r.Pin.Key) || r.Pin.Key == DebianKey && !debianOfAll ? own : all))];
    }

    private bool NeedsEmulation(WantedImage image) => !WithoutEmulation.Contains(image.Recipe.Pin.Key) && image.Architectures.Any(a => a != Architecture);

    // Debian first: all others start from it.
    internal IReadOnlyList<StandInRecipe> Recipes(IReadOnlyList<ImagePin> pins, ImagePin debian, string sdkVersion)
    {
        if (System.Id != "debian")
            throw new OperationException($"stand-ins are built from Debian packages, and this machine is {System.Name}", "make the registry reachable for the engine (a proxy, or a mirror in daemon.json), and use --base-images registry");
        var root = StandInRecipe.Load(workspace, debian) with
        {
            Architecture = Architecture,
            Inputs = new Dictionary<string, string>
            {
                ["options"] = string.Join('\n', RootFileSystem.Options),
                ["sources"] = AptSources.ForRelease(AptSources.Read(System.Root), System.Codename, RootFileSystem.Release),
            },
        };
        var recipes = new List<StandInRecipe> { root };
        foreach (var pin in pins.Where(p => p.Key != DebianKey))
        {
            var recipe = StandInRecipe.Load(workspace, pin, pin.Key switch { "postgres" => ["postgres-entrypoint.sh"], ImageRelease.Generator => ["sbom-scanner.py"], _ => Array.Empty<string>() });
            recipe = recipe with { Architecture = Architecture, Parent = root };
            if (pin.Key == "dotnet-sdk") recipe = recipe with { Inputs = new Dictionary<string, string> { ["SDK_VERSION"] = sdkVersion } };
            recipes.Add(recipe);
        }

        return recipes;
    }

    private async Task<IReadOnlyList<WantedImage>> StaleAsync(IReadOnlyList<WantedImage> images, CancellationToken cancellation)
    {
        // One call for all: what is missing makes the exit code 1 and no line.
        var format = "{{json .RepoTags}} {{index .Config.Labels \"" + StandInRecipe.KeyLabel + "\"}} {{index .Config.Labels \"" + StandInRecipe.ArchitecturesLabel + "\"}}";
        var found = (await docker.RunAsync(["image", "inspect", "--format", format, .. images.Select(i => i.Recipe.Pin.StandIn.ToString())], cancellation)).StandardOutput.Split('\n');
        IReadOnlyList<string> Present(StandInRecipe recipe) => found.Select(line => line.Split(' '))
            .FirstOrDefault(words => words is [var names, var key, _] && names.Contains($"\"{recipe.Pin.StandIn}\"", StringComparison.Ordinal) && key == recipe.Key)?[2].Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
        // What it was built for before stays in it.
        return [.. images.Where(i => i.Architectures.Except(Present(i.Recipe)).Any()).Select(i => i with { Architectures = [.. i.Architectures.Union(Present(i.Recipe)).Order(StringComparer.Ordinal)] })];
    }

    private async Task BuildAsync(WantedImage image, string output, string? caBundle, CancellationToken cancellation)
    {
        var recipe = image.Recipe;
        var (context, options) = await InputsAsync(image, cancellation);
        List<string> arguments =
        [
            "buildx", "build", "--provenance=false", "--file", workspace[$"{StandInRecipe.Folder}/{recipe.Pin.Key}.Dockerfile"],
            "--tag", recipe.Pin.StandIn.ToString(), "--output", output, "--platform", string.Join(',', image.Architectures.Select(a => "linux/" + a)),
            "--label", $"{StandInRecipe.KeyLabel}={recipe.Key}", "--label", $"{StandInRecipe.ArchitecturesLabel}={string.Join(',', image.Architectures)}", .. options,
        ];
        if (recipe.Parent is { } parent) arguments.AddRange(["--build-context", $"debian=docker-image://{parent.Pin.StandIn}"]);
        if (caBundle is not null) arguments.AddRange(["--secret", $"id={CaBundle.SecretId},src={caBundle}"]);
        await new Buildx(docker, workspace, console).RunAsync(
            $"Building {recipe.Pin.StandIn} ({string.Join(", ", image.Architectures)})", [.. arguments, context], cancellation: cancellation);
        console.Good($"{recipe.Pin.StandIn} stands for {recipe.Pin.Reference}");
    }

    private async Task<(string Context, IReadOnlyList<string> Options)> InputsAsync(WantedImage image, CancellationToken cancellation)
    {
        var recipe = image.Recipe;
        switch (recipe.Pin.Key)
        {
            case DebianKey:
                var root = Path.Combine(Cache, $"debian-{recipe.Key}");
                foreach (var architecture in image.Architectures)
                    await RootFileSystem.EnsureAsync(root, DebianArchive.For(System, RootFileSystem.Release, workspace).Sources, architecture, console, cancellation);
                return (root, []);
            case "node":
                var (node, npm) = (recipe.Argument("NODE_VERSION"), recipe.Argument("NPM_VERSION"));
                var packages = Path.Combine(Cache, $"node-{node}-npm-{npm}");
                await NodePackages.EnsureAsync(packages, node, npm, image.Architectures, console, cancellation);
                return (Templates, ["--build-context", $"node={packages}"]);
            case "dotnet-sdk":
                return (Templates, ["--build-context", $"sdk={await SdkFolderAsync(recipe.Inputs["SDK_VERSION"], cancellation)}", "--build-arg", $"SDK_VERSION={recipe.Inputs["SDK_VERSION"]}"]);
            default:
                return (Templates, []);
        }
    }

    private string Templates => workspace[StandInRecipe.Folder];

    /// <summary>The SDK that <c>global.json</c> chooses, which is the one that runs this build.</summary>
    /// <exception cref="OperationException">It is not installed.</exception>
    public async Task<string> SdkVersionAsync(CancellationToken cancellation) => (await DotnetAsync(["--version"], cancellation)).Trim();

    private async Task<string> SdkFolderAsync(string version, CancellationToken cancellation)
    {
        // Lines are: 10.0.100 [/usr/share/dotnet/sdk]
        var line = (await DotnetAsync(["--list-sdks"], cancellation)).Split('\n').FirstOrDefault(l => l.StartsWith(version + " [", StringComparison.Ordinal))
            ?? throw new OperationException($"the .NET SDK {version} is not among those that `dotnet --list-sdks` names", "reinstall the .NET SDK of global.json");
        return Path.GetDirectoryName(line[(version.Length + 2)..].TrimEnd(']', '\r'))!;
    }

    private async Task<string> DotnetAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var result = await Cli.Wrap("dotnet").WithArguments(arguments).WithWorkingDirectory(workspace.Root).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8, cancellation);
        return result.ExitCode == 0
            ? result.StandardOutput
            : throw new OperationException($"the .NET SDK of global.json is not there: {result.StandardError.Trim()}", "run through ./build.sh, which brings its own SDK");
    }

    private sealed record WantedImage(StandInRecipe Recipe, IReadOnlyList<string> Architectures);
}
