namespace ArgusAI.Containers.Dockerfiles;

/// <summary>A line of a stage. Texts are templates where the builder puts variables in, plain strings where it does not.</summary>
public abstract record Instruction
{
    private protected Instruction() { }

    /// <summary>The comment above it: why it is there.</summary>
    public Aside<string?> Why { get; init; }
    /// <summary>Where it was read.</summary>
    public Aside<Position> Position { get; init; }

    /// <summary>The oldest frontend that knows every flag it uses.</summary>
    internal virtual FrontendVersion Needs => FrontendVersion.First;
    /// <summary>The stages it reads from.</summary>
    internal virtual IEnumerable<Stage> Uses => [];
}

/// <summary><c>ARG</c>: a build argument.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">Its value when the caller gives none.</param>
public sealed record Arg(EnvName Name, Template? Default = null) : Instruction;

/// <summary><c>ENV</c>: variables of the image.</summary>
/// <param name="Variables">At least one.</param>
public sealed record EnvInstruction(Entries<Template> Variables) : Instruction;

/// <summary><c>LABEL</c>: what the image says about itself.</summary>
/// <param name="Labels">At least one.</param>
public sealed record Label(Entries<Template> Labels) : Instruction;

/// <summary><c>WORKDIR</c>: the folder of what follows.</summary>
/// <param name="Path">An absolute path, or one below the last.</param>
public sealed record Workdir(Template Path) : Instruction;

/// <summary><c>USER</c>: who runs what follows.</summary>
/// <param name="Name">A number, or a name that the image knows, with a group after a colon.</param>
public sealed record User(Template Name) : Instruction;

/// <summary><c>EXPOSE</c>: a port the image listens on.</summary>
/// <param name="Port">The port.</param>
/// <param name="Protocol">Its transport.</param>
public sealed record Expose(Interpolated<PortRange> Port, Protocol Protocol = Protocol.Tcp) : Instruction;

/// <summary><c>VOLUME</c>: folders that get an anonymous volume when nothing is mounted there.</summary>
/// <param name="Paths">At least one.</param>
public sealed record VolumeInstruction(Items<Template> Paths) : Instruction;

/// <summary><c>STOPSIGNAL</c>: the signal that asks the container to stop.</summary>
/// <param name="Signal">Such as <c>SIGTERM</c>.</param>
public sealed record StopSignal(Template Signal) : Instruction;

/// <summary><c>SHELL</c>: what runs the shell forms that follow.</summary>
/// <param name="Arguments">The program and its arguments.</param>
public sealed record ShellInstruction(Items<string> Arguments) : Instruction;

/// <summary><c>CMD</c>: what runs, or the arguments of ENTRYPOINT.</summary>
/// <param name="Command">Without variables: the builder puts none in.</param>
public sealed record Cmd(Command Command) : Instruction;

/// <summary><c>ENTRYPOINT</c>: what runs.</summary>
/// <param name="Command">Without variables: the builder puts none in.</param>
public sealed record Entrypoint(Command Command) : Instruction;

/// <summary><c>HEALTHCHECK</c>: how the engine asks the container whether it is well.</summary>
/// <param name="Check">Without variables: the builder puts none in.</param>
public sealed record Health(HealthCheck Check) : Instruction
{
    internal override FrontendVersion Needs => Check.StartInterval is null ? FrontendVersion.First : new(1, 6);
}

/// <summary><c>ONBUILD</c>: done in a build on this image.</summary>
/// <param name="Instruction">Any but FROM, MAINTAINER and ONBUILD.</param>
public sealed record OnBuild(Instruction Instruction) : Instruction
{
    internal override FrontendVersion Needs => Instruction.Needs;
    internal override IEnumerable<Stage> Uses => Instruction.Uses;
}

/// <summary>A version of the Dockerfile frontend, the part of BuildKit that reads Dockerfiles.</summary>
/// <param name="Major">Major number.</param>
/// <param name="Minor">Minor number.</param>
public readonly record struct FrontendVersion(int Major, int Minor) : IComparable<FrontendVersion>
{
    /// <summary>Before any flag that asks for a version.</summary>
    public static FrontendVersion First { get; } = new(1, 0);
    /// <summary>What Engine 25's own BuildKit 0.12 has built in: our floor.</summary>
    public static FrontendVersion Engine25 { get; } = new(1, 6);

    /// <inheritdoc/>
    public int CompareTo(FrontendVersion other) => (Major, Minor).CompareTo((other.Major, other.Minor));
    /// <summary>Older.</summary>
    public static bool operator <(FrontendVersion left, FrontendVersion right) => left.CompareTo(right) < 0;
    /// <summary>Newer.</summary>
    public static bool operator >(FrontendVersion left, FrontendVersion right) => left.CompareTo(right) > 0;
    /// <summary>Not newer.</summary>
    public static bool operator <=(FrontendVersion left, FrontendVersion right) => left.CompareTo(right) <= 0;
    /// <summary>Not older.</summary>
    public static bool operator >=(FrontendVersion left, FrontendVersion right) => left.CompareTo(right) >= 0;
    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Major}.{Minor}");
}
