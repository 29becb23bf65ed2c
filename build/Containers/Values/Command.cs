using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers;

/// <summary>What a container runs: an exec list, which gets signals, or a line for a shell.</summary>
public abstract record Command
{
    Command() { }

    /// <summary>The program and its arguments, started without a shell.</summary>
    public sealed record ExecForm(Items<Template> Arguments) : Command;
    /// <summary>A line that <c>/bin/sh -c</c> runs.</summary>
    public sealed record ShellForm(Template Line) : Command;

    /// <summary>The program and its arguments, started without a shell.</summary>
    public static Command Exec(params IEnumerable<Template> arguments) => new ExecForm(arguments.ToItems());
    /// <summary>A line that <c>/bin/sh -c</c> runs.</summary>
    public static Command Shell(Template line) => new ShellForm(line);

    /// <summary>The variables in it.</summary>
    public IEnumerable<Interpolation> Interpolations => this switch
    {
        ExecForm exec => exec.Arguments.SelectMany(a => a.Interpolations),
        ShellForm shell => shell.Line.Interpolations,
        _ => [],
    };
}

/// <summary>How an engine asks a container whether it is well: the same record renders an image's HEALTHCHECK and Compose's <c>healthcheck</c>.</summary>
/// <param name="Test">The probe; exit 0 means healthy. Null keeps the image's own probe and changes only the times.</param>
public sealed record HealthCheck(Command? Test = null) : ExtensiblePart
{
    /// <summary>Between two probes; the engine's default is 30 s.</summary>
    public Interpolated<Duration>? Interval { get; init; }
    /// <summary>After which one probe counts as failed; the engine's default is 30 s.</summary>
    public Interpolated<Duration>? Timeout { get; init; }
    /// <summary>During which failures do not count.</summary>
    public Interpolated<Duration>? StartPeriod { get; init; }
    /// <summary>Between two probes during the start period: Engine 25, Compose 2.20.2.</summary>
    public Interpolated<Duration>? StartInterval { get; init; }
    /// <summary>Failures in a row that make it unhealthy; the engine's default is 3.</summary>
    public Interpolated<int>? Retries { get; init; }
    /// <summary>Switches the image's own probe off (<c>HEALTHCHECK NONE</c>, <c>disable: true</c>).</summary>
    public bool Disabled { get; init; }

    /// <summary>No probe at all, not even the image's.</summary>
    public static HealthCheck None { get; } = new() { Disabled = true };
}
