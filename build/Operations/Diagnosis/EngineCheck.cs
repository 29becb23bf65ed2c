using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Diagnosis;

/// <summary>The engine and the two plugins the build stands on, judged by <see cref="EngineRequirement"/>.</summary>
internal static class EngineCheck
{
    private const string Lowered = "./build.sh Generate --engine-floor 24";

    // The oldest engine that the lowered stack runs on (D8).
    private static readonly Version LoweredFloor = new(24, 0, 0);

    internal static async Task<(EngineFacts Facts, IReadOnlyList<Finding> Findings)> RunAsync(DockerCli docker, CancellationToken cancellation)
    {
        var facts = await EngineProbe.LookAsync(docker, cancellation);
        return (facts, Judge(facts));
    }

    /// <summary>One finding for the engine and one a plugin.</summary>
    internal static IReadOnlyList<Finding> Judge(EngineFacts facts)
    {
        if (!facts.HasClient) return [new Finding(Verdict.Failure, "engine", "there is no docker program", "install Docker Engine 25 or newer, or run with --install-engine")];
        return [.. EngineRequirement.All.Select(r => Judge(r, facts))];
    }

    private static Finding Judge(EngineRequirement requirement, EngineFacts facts)
    {
        bool engine = requirement == EngineRequirement.All[0];
        var subject = engine ? "engine" : requirement.Part.Split(' ')[^1].ToLowerInvariant();
        if (requirement.Met(facts)) return new Finding(Verdict.Ok, subject, $"{requirement.Part} {requirement.Of(facts)}{(engine && facts.Elsewhere is { } place ? $" at {place}" : "")}");
        if (engine && !facts.Reachable) return Silent(facts);
        var fix = (engine, requirement.Of(facts) >= LoweredFloor) switch
        {
            (true, true) => $"{Lowered} (writes the same stack with a plain interval; Up needs the option too, or \"EngineFloor\": 24 in .nuke/parameters.json), or update the engine",
            (true, false) => $"update it, or run with --install-engine; from 24.0 on, {Lowered} is enough",
            _ => $"install docker-{subject}-plugin (Docker's packages) or docker-{subject} (Debian's), or run with --install-engine",
        };
        return new Finding(Verdict.Failure, subject, requirement.Complaint(facts), fix);
    }

    private static Finding Silent(EngineFacts facts) => facts switch
    {
        { Elsewhere: { } place } => new Finding(Verdict.Failure, "engine", $"no engine answers at {place}", "check that address, or unset it to use this machine's engine"),
        _ when facts.Problem.Contains("permission denied", StringComparison.OrdinalIgnoreCase) =>
            new Finding(Verdict.Failure, "engine", "this user may not use the engine's socket", "sudo usermod -aG docker \"$USER\" and sign in again, or run with sudo"),
        _ => new Finding(Verdict.Failure, "engine", "no Docker engine answers", "start it (sudo systemctl start docker), or run with --install-engine"),
    };
}
