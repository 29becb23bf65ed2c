namespace ArgusAI.Containers.Reviews;

/// <summary>How a service stops and starts again.</summary>
static partial class ComposePolicies
{
    static IEnumerable<Policy> Stopping =>
    [
        Missing("compose-restart", Severity.Note, "CIS Docker 5.15, KICS", "After a crash or a reboot it stays down, or restarts for ever without a word.",
            "restart: unless-stopped, or no for a job", "restart", s => s.Model.Restart is null && s.Model.Deploy is null, "has no restart policy"),
        Missing("compose-init", Severity.Note, "Docker documentation, docker run --init; decision D38", "The program is process 1: its children's zombies stay, and without a handler SIGTERM is ignored.",
            "init: true, unless the image's own process 1 does it", "init", s => s.Model.Init is null && !s.IsDatabase && s.ImageName is not "nginx", "has no init"),
        Missing("compose-stop-grace", Severity.Note, "Compose specification, stop_grace_period; decision D38", "After ten seconds it is killed in the middle of what it does.",
            "stop_grace_period: as long as its longest request or transaction", "stop_grace_period", s => s.Model.StopGracePeriod is null, "says nothing about how long a stop may take"),
        Said("compose-stop-kill", Severity.Error, "Docker reference, docker stop", "No process can catch SIGKILL: every stop is a crash.",
            "SIGTERM, or the signal the program ends at", s => When(s.Model.StopSignal?.LiteralText is "SIGKILL" or "KILL" or "9", "stop_signal", "is stopped with SIGKILL")),
    ];
}
