using System.Text.Json;
using ArgusAI.Operations.Compose;
using ArgusAI.Operations.Processes;
using ArgusAI.Operations.Tests.Engine;

namespace ArgusAI.Operations.Tests.Compose;

/// <summary>A container as the fake engine reports it at one look.</summary>
internal sealed record Container(string Service, string Status, string? Health = null, int ExitCode = 0, int Restarts = 0, string Started = "t1", string Restart = "unless-stopped");

/// <summary>
/// A program that stands for docker: it answers each look at the containers with the next state of a given sequence,
/// and remembers what it was called with.
/// </summary>
internal sealed class FakeDocker : IDisposable
{
    private readonly Sandbox sandbox = new();
    private int looks;

    internal FakeDocker()
    {
        sandbox.File("docker-compose.yml", "name: argusai\n");
        sandbox.File("env/none", "");
        Up("exit 0");
        Services("backend", "frontend");
        sandbox.File("ports", "");
        sandbox.File("log", "");
        sandbox.Program("docker", $$"""
            cd "{{sandbox.Folder}}"
            echo "$*" >> calls
            case "$*" in
              *"config --format json") cat config.json ;;
              *"up --detach --no-build") . ./up.sh ;;
              "ps --all"*) if [ -f down ]; then :; else cat ids 2>/dev/null || :; fi ;;
              "ps --format"*) cat ports ;;
              inspect*) n=$(cat looks 2>/dev/null || echo 0); n=$((n + 1)); [ -f "look.$n" ] || n=$((n - 1)); echo $n > looks; cat "look.$n" ;;
              logs*) cat log ;;
              events*) cat code 2>/dev/null || : ;;
              *" down "*) touch down ;;
              *" logs "*) echo "backend-1  | password=hunter22222"; echo "calls: $*" ;;
              rm*) : ;;
              *) echo "unexpected: $*" >&2; exit 99 ;;
            esac
            """);
    }

    internal Sandbox Sandbox => sandbox;

    internal DockerCli Cli => new() { Executable = Path.Combine(sandbox.Folder, "bin", "docker"), Environment = new Dictionary<string, string?> { ["ADMIN_PASSWORD"] = null } };

    internal ComposeProject Project => new(sandbox.Workspace, Cli);

    internal ComposeDriver Driver => new(Project, sandbox.Console);

    internal string Printed => sandbox.Printed;

    internal string[] Calls => File.ReadAllLines(Path.Combine(sandbox.Folder, "calls"));

    /// <summary>What <c>compose up</c> does: a piece of shell.</summary>
    internal void Up(string shell) => sandbox.File("up.sh", shell + "\n");

    internal void Log(string text) => sandbox.File("log", text);

    internal void LastExitCode(int code) => sandbox.File("code", $"{code}\n");

    internal void Published(string lines) => sandbox.File("ports", lines);

    /// <summary>The services of the file, each without ports but the backend, which publishes one.</summary>
    internal void Services(params string[] names) => Config(names, 0);

    internal void BackendPort(int port) => Config(["backend", "frontend"], port);

    /// <summary>The next look at the containers. The first one is what is there before <c>up</c>.</summary>
    internal void Look(params Container[] containers)
    {
        looks++;
        sandbox.File("ids", string.Concat(containers.Select(c => $"id-{c.Service}\n")));
        sandbox.File($"look.{looks}", JsonSerializer.Serialize(containers.Select(c => new
        {
            Id = $"id-{c.Service}",
            Name = $"/argusai-{c.Service}-1",
            RestartCount = c.Restarts,
            State = new { c.Status, c.ExitCode, StartedAt = c.Started, Health = c.Health is null ? null : new { Status = c.Health, Log = new[] { new { Output = "probe said no" } } } },
            Config = new { Image = "image", Labels = new Dictionary<string, string> { ["com.docker.compose.service"] = c.Service } },
            HostConfig = new { RestartPolicy = new { Name = c.Restart } },
            NetworkSettings = new { Ports = new Dictionary<string, object[]> { ["8000/tcp"] = [new { HostIp = "127.0.0.1", HostPort = "8000" }] } },
        })));
    }

    /// <summary>Nothing is there until <c>up</c> has run.</summary>
    internal void NothingBefore()
    {
        File.Move(Path.Combine(sandbox.Folder, "ids"), Path.Combine(sandbox.Folder, "ids.later"));
        var then = File.ReadAllText(Path.Combine(sandbox.Folder, "up.sh"));
        Up("mv ids.later ids; " + then);
    }

    public void Dispose() => sandbox.Dispose();

    private void Config(string[] names, int backendPort) => sandbox.File("config.json", JsonSerializer.Serialize(new
    {
        name = "argusai",
        services = names.ToDictionary(n => n, n => (object)new
        {
            image = "image",
            ports = n == "backend" && backendPort > 0 ? new[] { new { mode = "ingress", host_ip = "127.0.0.1", target = 8000, published = $"{backendPort}", protocol = "tcp" } } : [],
        }),
    }));
}
