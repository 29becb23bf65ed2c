using System.Diagnostics;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Tests;

/// <summary>Removes what test runs left on the engine: containers, networks and volumes, told by <see cref="TestOwner"/>. Nothing else is ever touched.</summary>
public static class LabelledCleanup
{
    private const string ProjectLabel = "com.docker.compose.project";

    private static readonly string[] SetsidPlaces = ["/usr/bin/setsid", "/bin/setsid"];

    /// <summary>Removes everything whose owner is dead. For the start of a run.</summary>
    public static Task<int> SweepAsync(DockerCli docker, IAnsiConsole console, CancellationToken cancellation = default) =>
        RemoveAsync(docker, console, mark => !TestOwner.IsAlive(mark), TestOwner.IsAbandonedProject, "left by a test run that is gone", cancellation);

    /// <summary>Removes everything of this run. For its end, good or bad.</summary>
    public static Task<int> RemoveOwnAsync(DockerCli docker, IAnsiConsole console, CancellationToken cancellation = default) =>
        RemoveAsync(docker, console, mark => mark == TestOwner.Current, p => p.StartsWith(TestOwner.ProjectsOf(TestOwner.Current), StringComparison.Ordinal), "of this test run", cancellation);

    /// <summary>
    /// Leaves a small process behind that waits for this run's end and then removes what it left: also after a kill that
    /// no handler sees. Unix only; elsewhere the next run's sweep does it.
    /// </summary>
    public static void StartWatchdog(DockerCli docker) => Watchdog(docker, TestOwner.Current)?.Dispose();

    internal static Process? Watchdog(DockerCli docker, string mark)
    {
        if (OperatingSystem.IsWindows()) return null;
        // A session of its own, so that the terminal's Ctrl-C does not reach it.
        var setsid = SetsidPlaces.FirstOrDefault(File.Exists);
        var start = new ProcessStartInfo(setsid ?? "/bin/sh") { UseShellExecute = false };
        foreach (var argument in (setsid is null ? Array.Empty<string>() : ["/bin/sh"]).Concat(["-c", WatchdogScript, "argusai-test-watchdog", TestOwner.Pid(mark), mark, TestOwner.ProjectsOf(mark), docker.Executable]))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in docker.Environment) start.Environment[name] = value;
        return Process.Start(start);
    }

    // Three rounds: a `docker compose up` that outlived its parent may still be creating containers.
    private const string WatchdogScript = """
        exec </dev/null >/dev/null 2>&1
        trap '' INT HUP TERM
        cd /
        pid=$1 owner=$2 prefix=$3 docker=$4
        while kill -0 "$pid" && ! grep -q '^State:[[:space:]]*Z' "/proc/$pid/status"; do sleep 1; done
        labelled() { "$docker" "$@" --filter "label=argusai.test.owner=$owner"; }
        named() { "$docker" "$@" --filter label=com.docker.compose.project --format '{{.ID}} {{.Label "com.docker.compose.project"}}' | awk -v p="$prefix" 'index($2, p) == 1 { print $1 }'; }
        volumes() { "$docker" volume ls --filter label=com.docker.compose.project --format '{{.Name}} {{.Label "com.docker.compose.project"}}' | awk -v p="$prefix" 'index($2, p) == 1 { print $1 }'; }
        # Test processes first: they would go on starting containers. The mark is in their environment.
        for process in /proc/[0-9]*; do
          grep -qzxF "ARGUSAI_TEST_OWNER=$owner" "$process/environ" && kill -9 "${process#/proc/}"
        done
        for round in 1 2 3; do
          for id in $(labelled ps -aq) $(named ps -a); do "$docker" rm -f -v "$id"; done
          for id in $(labelled network ls -q) $(named network ls); do "$docker" network rm "$id"; done
          for id in $(labelled volume ls -q) $(volumes); do "$docker" volume rm "$id"; done
          sleep 4
        done
        """;

    private static async Task<int> RemoveAsync(DockerCli docker, IAnsiConsole console, Func<string, bool> mine, Func<string, bool> myProject, string whose, CancellationToken cancellation)
    {
        var containers = await ListAsync(docker, ["ps", "--all", "--no-trunc"], ".ID", mine, myProject, cancellation);
        var networks = await ListAsync(docker, ["network", "ls", "--no-trunc"], ".ID", mine, myProject, cancellation);
        var volumes = await ListAsync(docker, ["volume", "ls"], ".Name", mine, myProject, cancellation);
        // One call each: a container that went away meanwhile must not keep the others alive.
        foreach (var id in containers) await docker.RunAsync(["rm", "--force", "--volumes", id], cancellation);
        foreach (var id in networks) await docker.RunAsync(["network", "rm", id], cancellation);
        foreach (var name in volumes) await docker.RunAsync(["volume", "rm", name], cancellation);
        int all = containers.Count + networks.Count + volumes.Count;
        if (all > 0) console.Line($"removed {containers.Count} containers, {networks.Count} networks and {volumes.Count} volumes {whose}");
        return all;
    }

    private static async Task<List<string>> ListAsync(DockerCli docker, IEnumerable<string> list, string id, Func<string, bool> mine, Func<string, bool> myProject, CancellationToken cancellation)
    {
        var found = await docker.RunAsync([.. list, "--format", $"{{{{{id}}}}}\t{{{{.Label \"{TestOwner.Label}\"}}}}\t{{{{.Label \"{ProjectLabel}\"}}}}"], cancellation);
        return [.. found.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimEnd('\r').Split('\t'))
            .Where(f => f.Length == 3 && ((f[1].Length > 0 && mine(f[1])) || (f[2].Length > 0 && myProject(f[2]))))
            .Select(f => f[0])];
    }
}
