using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>What RUN does.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Scripts =>
    [
        OfStep("dockerfile-pipefail", Severity.Warning, "hadolint DL4006", "A pipe ends as its last command does: a failed download before it goes unseen.",
            "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"], or no pipe", step => step.Commands.FirstOrDefault(c => c.Source is not null) is { } last && !HasPipefail(step) ? $"hides a failure in the pipe before {Short(last)}" : null),
        OfStep("dockerfile-cd", Severity.Note, "hadolint DL3003, Docker build best practices", "The folder is forgotten at the end of the RUN.",
            "use WORKDIR", step => step.Commands is [{ Program: "cd" } cd, ..] && !Inside(step) ? $"begins with {Short(cd)}" : null),
        OfCommand("dockerfile-sudo", Severity.Error, "hadolint DL3004, Checkov CKV2_DOCKER_1", "sudo passes no signals and brings a setuid program into the image.",
            "use USER", c => c.Words[0] == "sudo", "calls sudo"),
        OfCommand("dockerfile-pointless-command", Severity.Note, "hadolint DL3001", "It has no effect in a build.",
            "remove it", c => c.Program is "ssh" or "vim" or "nano" or "shutdown" or "reboot" or "service" or "systemctl" or "ps" or "free" or "top" or "kill" or "ifconfig" or "mount", "calls a program for running machines"),
        OfCommand("dockerfile-shell-link", Severity.Warning, "hadolint DL4005", "Scripts of the base image are then run by another shell than they were written for.",
            "use SHELL", c => c.Program == "ln" && c.Operands.LastOrDefault() == "/bin/sh", "replaces /bin/sh"),
        OfCommand("dockerfile-world-writable", Severity.Warning, "CWE-732, CIS Docker 4.8", "Every process in the container can replace what others run.",
            "give the owner what it needs: 755, 644", c => c.Program == "chmod" && c.Operands.FirstOrDefault() is { } mode && IsWorldWritable(mode), "makes files writable for everyone"),
        OfStep("dockerfile-copy-world-writable", Severity.Warning, "CWE-732", "Every process in the container can replace what others run.",
            "--chmod=755 or 644", step => step.Instruction is Copy { Chmod.LiteralText: { } mode } && IsWorldWritable(mode) ? "copies files writable for everyone" : null),
        OfCommand("dockerfile-setuid", Severity.Warning, "CIS Docker 4.8", "Who runs it has its owner's rights.",
            "remove the bit", c => c.Program == "chmod" && c.Operands.FirstOrDefault() is { } mode && IsSetuid(mode), "sets a setuid or setgid bit"),
        Of("dockerfile-consecutive-run", Severity.Note, "hadolint DL3059", "Each is a layer of its own.",
            "join them into one RUN", f => f.ShippedSteps.Where(ContinuesRun).Select(s => s.At("has several RUN in a row"))),
        OfStep("dockerfile-insecure-run", Severity.Error, "BuildKit, RUN --security=insecure", "The step has the rights of the host's root.",
            "remove --security=insecure", step => step.Instruction is Run { Security: RunSecurity.Insecure } ? "runs a step without a sandbox" : null),
        OfStep("dockerfile-host-network-run", Severity.Warning, "BuildKit, RUN --network=host", "The step reaches everything on the builder's machine.",
            "remove --network=host", step => step.Instruction is Run { Network: RunNetwork.Host } ? "runs a step in the host's network" : null),
    ];

    static bool HasPipefail(Step step) =>
        step.Commands.Any(c => c.Program == "set" && c.Arguments.Contains("pipefail"))
        || step.Instruction is Run { Arguments: { Count: > 0 } words } && words.Contains("pipefail")
        || step.Shell is { } shell && shell.Arguments.Any(a => a.Contains("pipefail", StringComparison.Ordinal) || a.Contains("powershell", StringComparison.OrdinalIgnoreCase) || a.Contains("pwsh", StringComparison.OrdinalIgnoreCase));

    /// <summary>A folder that the same RUN has made or fetched cannot be a WORKDIR yet.</summary>
    static bool Inside(Step step) => step.Commands[0].Operands.FirstOrDefault() is { } folder && (folder.StartsWith("/tmp", StringComparison.Ordinal) || folder.Contains('$', StringComparison.Ordinal));

    static bool IsWorldWritable(string mode) => Octal(mode) is { } bits ? (bits & 0b010) != 0 && (bits & 0b001_000_000_000) == 0
        : mode.Split(',').Any(part => part.Split('+', '=') is [var who, var what] && (who.Length == 0 || who.AsSpan().ContainsAny('a', 'o'))
            && what.Contains('w', StringComparison.Ordinal) && !what.Contains('t', StringComparison.Ordinal));

    static bool IsSetuid(string mode) => Octal(mode) is { } bits ? (bits & 0b110_000_000_000) != 0
        : mode.Split(',').Any(part => part.Split('+', '=') is [_, var what] && what.Contains('s', StringComparison.Ordinal));

    static int? Octal(string mode) => Permissions.TryParse(mode, null, out var bits) ? bits.Bits : null;

    /// <summary>Whether it is the second of several RUN in a row.</summary>
    static bool ContinuesRun(Step step) => IsPlainRun(step, 0) && IsPlainRun(step, 1) && !IsPlainRun(step, 2);

    static bool IsPlainRun(Step step, int back) => step.Index >= back && step.Stage.Instructions[step.Index - back] is Run { Mounts.Count: 0 };
}
