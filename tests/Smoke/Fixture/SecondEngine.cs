using System.Text.Json;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Smoke.Fixture;

/// <summary>
/// A second engine on this machine, with a data folder, a bridge and a socket of its own: a clean build cache, and another
/// machine's builder. It is the program that the first one runs; neither that engine's data nor its firewall rules are touched.
/// </summary>
public sealed class SecondEngine : IAsyncDisposable
{
    private const string Bridge = "argusai2";
    private const string Network = "172.31.240";
    // Its own, as an engine gives to its bridge. Without one a bridge takes the lowest of its ports': it changes with every container
    // that comes or goes, and those that run send to the old one until they ask again.
    private const string HardwareAddress = "02:42:ac:1f:f0:01";
    private readonly Shell _shell = new("/");
    private readonly string _folder;

    private SecondEngine(string folder) => _folder = folder;

    /// <summary>Its address, as <c>DOCKER_HOST</c> has it.</summary>
    public string Host => $"unix://{_folder}/docker.sock";

    /// <summary>The command line, pointed at it.</summary>
    public DockerCli Docker => new() { Environment = new Dictionary<string, string?> { ["DOCKER_HOST"] = Host, ["DOCKER_CONTEXT"] = null } };

    /// <summary>Starts one with nothing in it.</summary>
    /// <param name="disk">The size of its disk, as tmpfs has it (<c>80m</c>); the machine's own disk when null.</param>
    /// <exception cref="OperationException">It does not start; the message holds its last log lines.</exception>
    public static async Task<SecondEngine> Start(string? disk = null)
    {
        var engine = new SecondEngine(Scratch.NewFolder(Scratch.NewProject()));
        try
        {
            await engine.Connect();
            if (disk is not null) (await engine._shell.Run("mount", "-t", "tmpfs", "-o", $"size={disk}", "argusai", Directory.CreateDirectory(engine.At("data")).FullName)).Succeeded();
            await File.WriteAllTextAsync(engine.At("daemon.json"), JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["data-root"] = engine.At("data"), ["exec-root"] = engine.At("exec"), ["pidfile"] = engine.At("pid"), ["hosts"] = new[] { engine.Host },
                // Its own rules would take the first engine's away.
                ["bridge"] = Bridge, ["iptables"] = false, ["ip6tables"] = false, ["features"] = new Dictionary<string, bool> { ["containerd-snapshotter"] = true },
            }));
            await new EngineDaemon(Program(), engine.At("daemon.json")) { Log = engine.At("log") }.StartAsync(engine.Docker, Scratch.Silent, TestContext.Current.CancellationToken);
            return engine;
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands images of the first engine over.</summary>
    public async Task Load(params IReadOnlyList<string> images)
    {
        foreach (var image in images)
            (await _shell.Run("sh", "-c", $"docker save '{image}' | DOCKER_HOST='{Host}' docker load --quiet")).Succeeded();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Release(_folder);
        await Rules("-D");
        await _shell.Run("ip", "link", "delete", Bridge);
        Scratch.DeleteFolder(_folder);
    }

    // The engine's program is the one that runs: wherever it was installed, and of the same version.
    private static string Program() => System.Diagnostics.Process.GetProcessesByName("dockerd").Select(p => p.MainModule?.FileName).OfType<string>().FirstOrDefault()
        ?? throw new InvalidOperationException("no dockerd runs on this machine; expected the engine under test");

    private async Task Connect()
    {
        // What a crash left: one run at a time has a second engine on a machine.
        await Rules("-D");
        await _shell.Run("ip", "link", "delete", Bridge);
        (await _shell.Run("ip", "link", "add", Bridge, "address", HardwareAddress, "type", "bridge")).Succeeded();
        (await _shell.Run("ip", "address", "add", $"{Network}.1/24", "dev", Bridge)).Succeeded();
        (await _shell.Run("ip", "link", "set", Bridge, "up")).Succeeded();
        foreach (var rule in await Rules("-I")) rule.Succeeded();
    }

    private async Task<IReadOnlyList<Finished>> Rules(string verb) =>
    [
        await _shell.Run("iptables", verb, "FORWARD", "-i", Bridge, "-j", "ACCEPT"),
        await _shell.Run("iptables", verb, "FORWARD", "-o", Bridge, "-j", "ACCEPT"),
        await _shell.Run("iptables", "-t", "nat", verb, "POSTROUTING", "-s", $"{Network}.0/24", "!", "-o", Bridge, "-j", "MASQUERADE"),
    ];

    /// <summary>Ends the engine that works in a folder, if one does, and lets go of what it mounted there, as a killed one could not.</summary>
    internal static async Task Release(string folder)
    {
        foreach (var process in System.Diagnostics.Process.GetProcessesByName("dockerd"))
        {
            if (!(await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline")).Contains($"{folder}/daemon.json", StringComparison.Ordinal)) continue;
            await new Shell("/").Run("kill", $"{process.Id}");
            for (int waited = 0; waited < 300 && Directory.Exists($"/proc/{process.Id}"); waited++) await Task.Delay(100);
        }
        // Layers that were being built may still be mounted.
        await new Shell("/").Run("sh", "-c", $"grep -o ' {folder}/[^ ]*' /proc/mounts | sort -r | xargs -r umount -l");
    }

    private string At(string name) => Path.Combine(_folder, name);
}
