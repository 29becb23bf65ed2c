using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Diagnosis;

/// <summary>The engine and the two plugins the build stands on.</summary>
internal static partial class EngineCheck
{
    private static readonly Version EngineFloor = new(25, 0);
    private static readonly Version OldEngineFloor = new(24, 0);
    private static readonly Version ComposeFloor = new(2, 24);

    // 0.12 is the first whose bake takes the overrides that stand-ins need; it came with Engine 25.
    private static readonly Version BuildxFloor = new(0, 12);

    /// <summary>What the engine told about itself; null without one.</summary>
    /// <param name="Version">The server's version.</param>
    /// <param name="DataRoot">Where it keeps images and volumes, on its own machine.</param>
    internal sealed record Engine(string Version, string? DataRoot);

    internal static async Task<(Engine? Engine, IReadOnlyList<Finding> Findings)> RunAsync(DockerCli docker, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        Engine? engine = null;
        try
        {
            var info = await docker.RunAsync(["info", "--format", "{{json .}}"], cancellation);
            engine = Parse(info.StandardOutput);
            findings.Add(engine is null ? NoEngine(info.StandardError) : Judge(engine));
            findings.Add(await PluginAsync(docker, "compose", "Compose", ComposeFloor, ["compose", "version", "--short"], cancellation));
            findings.Add(await PluginAsync(docker, "buildx", "Buildx", BuildxFloor, ["buildx", "version"], cancellation));
        }
        catch (OperationException missing)
        {
            findings.Add(new Finding(Verdict.Failure, "engine", missing.Message.Split('\n')[0], missing.Fix));
        }

        return (engine, findings);
    }

    /// <summary>Judges an engine's version by the floors (D8).</summary>
    internal static Finding Judge(Engine engine)
    {
        var version = Number(engine.Version);
        if (version is null) return new Finding(Verdict.Warning, "engine", $"version '{engine.Version}' cannot be read", "check that it is Docker Engine 25 or newer");
        if (version >= EngineFloor) return new Finding(Verdict.Ok, "engine", $"Docker Engine {engine.Version}");
        return version >= OldEngineFloor
            ? new Finding(Verdict.Failure, "engine", $"Docker Engine {engine.Version} knows no start_interval, which the compose file uses", "./build.sh Generate --engine-floor 24 (writes the same stack with interval: 5s), or update the engine to 25 or newer")
            : new Finding(Verdict.Failure, "engine", $"Docker Engine {engine.Version} is too old", "update to 25 or newer, or run with --install-engine; 24 works after ./build.sh Generate --engine-floor 24");
    }

    /// <summary>Reads <c>docker info</c>; null when no server answered.</summary>
    internal static Engine? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("ServerVersion", out var version) && version.GetString() is { Length: > 0 } text
                ? new Engine(text, document.RootElement.TryGetProperty("DockerRootDir", out var root) ? root.GetString() : null)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The first number with a dot in a text; null when there is none.</summary>
    internal static Version? Number(string text) => Digits().Match(text) is { Success: true } match
        ? new Version(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture))
        : null;

    private static Finding NoEngine(string error)
    {
        bool denied = error.Contains("permission denied", StringComparison.OrdinalIgnoreCase);
        return denied
            ? new Finding(Verdict.Failure, "engine", "the engine's socket may not be used by this user", "sudo usermod -aG docker \"$USER\" and sign in again, or run with sudo")
            : new Finding(Verdict.Failure, "engine", "no Docker engine answers", "start it (sudo systemctl start docker), or run with --install-engine");
    }

    private static async Task<Finding> PluginAsync(DockerCli docker, string command, string name, Version floor, string[] arguments, CancellationToken cancellation)
    {
        var result = await docker.RunAsync(arguments, cancellation);
        if (result.ExitCode != 0 || Number(result.StandardOutput) is not { } version)
            return new Finding(Verdict.Failure, command, $"the plugin {name} is not there", $"install docker-{command}-plugin (Docker's packages) or docker-{command} (Debian's), or run with --install-engine");
        var words = $"{name} {Whole().Match(result.StandardOutput).Value}";
        return version >= floor
            ? new Finding(Verdict.Ok, command, words)
            : new Finding(Verdict.Failure, command, $"{words} is too old", $"update it to {floor} or newer, or run with --install-engine");
    }

    [GeneratedRegex(@"(\d+)\.(\d+)")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\d+\.\d+(\.\d+)?")]
    private static partial Regex Whole();
}
