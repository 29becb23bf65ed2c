using System.Text;
using ArgusAI.Operations.Processes;
using CliWrap;
using CliWrap.Buffered;
using Spectre.Console;

namespace ArgusAI.Operations.Engine;

/// <summary>Starts an engine that is installed and not running, and waits until it answers.</summary>
/// <param name="Program">The full path of <c>dockerd</c>.</param>
/// <param name="ConfigFile">Its <c>daemon.json</c>; null for the system's own.</param>
public sealed record EngineDaemon(string Program, string? ConfigFile)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Where its output goes.</summary>
    public string Log { get; init; } = "/var/log/argusai/dockerd.log";

    /// <summary>Starts it, detached from this process and its terminal, and waits for its socket.</summary>
    /// <exception cref="OperationException">It ended, or does not answer within a minute; the message holds its last log lines.</exception>
    public async Task StartAsync(DockerCli docker, IAnsiConsole console, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Log)!);
        long logged = File.Exists(Log) ? new FileInfo(Log).Length : 0;
        int process = await LaunchAsync(cancellation);
        async Task Wait(Action<string> progress)
        {
            var start = DateTime.UtcNow;
            while (!await docker.AnswersAsync(cancellation))
            {
                var waited = DateTime.UtcNow - start;
                if (!Alive(process)) throw Failed("ended at once", logged);
                if (waited > Patience) throw Failed($"does not answer after {Patience.TotalSeconds:0} s", logged);
                progress($"{waited.TotalSeconds:0} s");
                await Task.Delay(TimeSpan.FromMilliseconds(150), cancellation);
            }
        }

        const string title = "Starting Docker Engine";
        if (console.Profile.Capabilities.Interactive) await console.Status().StartAsync(title, status => Wait(text => status.Status = $"{title}  {text}"));
        else
        {
            console.Line($"{title} …");
            await Wait(_ => { });
        }

        console.Good($"Docker Engine is running (log: {Log})");
    }

    private async Task<int> LaunchAsync(CancellationToken cancellation)
    {
        // A session of its own, so that neither Ctrl-C nor the end of this process takes the engine down with it.
        string[] arguments = ["-c", "log=$1; shift; setsid \"$@\" >>\"$log\" 2>&1 </dev/null & echo $!", "sh", Log, Program, .. ConfigFile is null ? (string[])[] : ["--config-file", ConfigFile]];
        var path = string.Join(':', Path.GetDirectoryName(Program), "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        // Settings of a client must not reach the server.
        var environment = new Dictionary<string, string?> { ["PATH"] = path, ["DOCKER_HOST"] = null, ["DOCKER_CONTEXT"] = null };
        var result = await Cli.Wrap("/bin/sh").WithArguments(arguments).WithWorkingDirectory("/").WithEnvironmentVariables(environment).ExecuteBufferedAsync(Encoding.UTF8, cancellation);
        return int.Parse(result.StandardOutput.Trim(), provider: null);
    }

    // A dead process that nobody has waited for yet is still listed, in state Z.
    private static bool Alive(int process)
    {
        var status = $"/proc/{process}/status";
        try
        {
            return !File.ReadLines(status).Any(line => line.StartsWith("State:", StringComparison.Ordinal) && line.Contains('Z', StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }

    private OperationException Failed(string how, long logged)
    {
        using var stream = new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(Math.Min(logged, stream.Length), SeekOrigin.Begin);
        var lines = new StreamReader(stream).ReadToEnd().TrimEnd().Split('\n').TakeLast(12);
        return new OperationException($"the engine {how}. Its last words ({Log}):\n{string.Join('\n', lines)}", "mend what the log says, then run the command again");
    }
}
