using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>How the container starts, stops and is asked whether it is well.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Start =>
    [
        OfStep("dockerfile-shell-form", Severity.Warning, "hadolint DL3025, Docker build check JSONArgsRecommended", "The shell is process 1 then, and passes no signals on.",
            "use the list form", step => step.Instruction is Cmd { Command: Command.ShellForm } or Entrypoint { Command: Command.ShellForm } && step.Shell is null ? "starts through a shell" : null),
        OfStep("dockerfile-package-manager-start", Severity.Warning, "Node.js Docker best practices (CMD)", "npm and yarn are process 1 then, swallow SIGTERM, and cost memory.",
            "start node itself", step => Started(step.Instruction) is [var program, ..] && program is "npm" or "yarn" or "pnpm" or "npx" ? "starts through a package manager" : null),
        Of("dockerfile-no-healthcheck", Severity.Warning, "CIS Docker 4.6, Checkov CKV_DOCKER_2, hadolint DL3057", "Without a probe a hung process looks like a working one.",
            "add HEALTHCHECK", f => f.ShippedSteps.Any(s => s.Instruction is Health) ? [] : [DockerfileSubject.At(f.Model.Final, "has no HEALTHCHECK")]),
        OfStep("dockerfile-localhost-probe", Severity.Warning, "RFC 6724 (order of addresses), decision D6", "localhost is ::1 first in many images: a server on IPv4 looks dead.",
            "probe 127.0.0.1", step => step.Instruction is Health { Check.Test: { } test } && Probe.NamesLocalhost(test) ? "probes localhost" : null),
        OfStep("dockerfile-slow-start", Severity.Note, "Docker reference, HEALTHCHECK --start-interval; decision D8", "The first probe comes after the whole interval: whoever waits for the container waits so long.",
            "add --start-period and --start-interval (Engine 25)", step => step.Instruction is Health { Check: { Test: not null } check } && Probe.IsSlow(check) ? $"is asked for the first time after {check.Interval?.ToString() ?? "30s"}" : null),
        OfStep("dockerfile-stop-kill", Severity.Error, "Docker reference, STOPSIGNAL", "No process can catch SIGKILL: every stop is a crash.",
            "SIGTERM, or the signal the program ends at", step => step.Instruction is StopSignal { Signal.LiteralText: "SIGKILL" or "KILL" or "9" } ? "is stopped with SIGKILL" : null),
        OfStep("dockerfile-ssh", Severity.Warning, "CIS Docker 5.7, Checkov CKV_DOCKER_1", "A shell server in a container is a second way in.",
            "use docker exec", step => step.Instruction is Expose { Port: { IsFixed: true, Value: { First: <= 22, Last: >= 22 } }, Protocol: Protocol.Tcp } ? "exposes port 22" : null),
    ];

    static string[] Started(Instruction instruction) => instruction switch
    {
        Cmd { Command: Command.ExecForm { Arguments: var words } } => [.. words.Select(w => w.ToString())],
        Entrypoint { Command: Command.ExecForm { Arguments: var words } } => [.. words.Select(w => w.ToString())],
        Cmd { Command: Command.ShellForm { Line: var line } } => line.ToString().Split(' '),
        Entrypoint { Command: Command.ShellForm { Line: var line } } => line.ToString().Split(' '),
        _ => [],
    };
}

/// <summary>What probes have in common in images and Compose files.</summary>
static class Probe
{
    /// <summary>Whether the command asks a server on <c>localhost</c>.</summary>
    public static bool NamesLocalhost(Command test)
    {
        var words = test switch
        {
            Command.ExecForm exec => string.Join(' ', exec.Arguments),
            Command.ShellForm shell => shell.Line.ToString(),
            _ => "",
        };
        return words.Contains("//localhost", StringComparison.Ordinal) || words.Contains(" localhost:", StringComparison.Ordinal)
            || words.Contains("-h localhost", StringComparison.Ordinal) || words.Contains(" localhost ", StringComparison.Ordinal);
    }

    /// <summary>Whether the first answer comes late: a long interval and none for the start.</summary>
    public static bool IsSlow(HealthCheck check) => check.StartInterval is null
        && (check.Interval is null || check.Interval is { IsFixed: true, Value: var interval } && interval > Duration.Seconds(10));
}
