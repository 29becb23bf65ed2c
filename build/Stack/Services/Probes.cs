using ArgusAI.Containers;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>Turns the contract's probes into health checks: one record for the image, compose and every wait.</summary>
internal static class Probes
{
    /// <summary>The probe that both application images hold.</summary>
    public const string Program = "/probe";

    /// <summary>A health check that asks with our own program.</summary>
    public static HealthCheck Own(HealthProbe probe, EngineFloor floor) => Timed(Command.Exec(Program, probe.Url), probe, floor);

    /// <summary>A health check that asks with the busybox of an image that is not ours.</summary>
    public static HealthCheck Wget(HealthProbe probe, EngineFloor floor) =>
        Timed(Command.Exec("wget", "-q", "-O", "/dev/null", probe.Url), probe, floor);

    /// <summary>A health check with a program of the image's own.</summary>
    public static HealthCheck Timed(Command test, HealthProbe times, EngineFloor floor)
    {
        bool startInterval = floor >= EngineFloor.Engine25;
        return new HealthCheck(test)
        {
            Interval = Duration.From(startInterval ? times.Interval : times.IntervalOnOldEngines),
            StartInterval = startInterval ? Duration.From(times.StartInterval) : null,
            StartPeriod = Duration.From(times.StartPeriod),
            Timeout = Duration.From(times.Timeout),
            Retries = times.Retries,
        };
    }

    /// <summary>Why the intervals are what they are, for a comment.</summary>
    public static string WhyInterval(EngineFloor floor) => floor >= EngineFloor.Engine25
        ? "start_interval (Engine 25): ready services are seen within a second, quiet ones are asked rarely"
        : "no start_interval on Engine 24: a short interval for ever, so that a start is seen soon";
}
