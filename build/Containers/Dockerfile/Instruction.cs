namespace ArgusAI.Containers.Dockerfiles;

/// <summary>A line of a stage. Texts are templates where the builder puts variables in, plain strings where it does not.</summary>
public abstract record Instruction
{
    private protected Instruction() { }

    /// <summary>The comment above it: why it is there.</summary>
    public Aside<string?> Why { get; init; }
    /// <summary>Where it was read.</summary>
    public Aside<Position> Position { get; init; }

    /// <summary>Its keyword.</summary>
    internal abstract string Keyword { get; }
    /// <summary>The texts the builder puts variables into.</summary>
    internal virtual IEnumerable<Template?> Texts => [];
    /// <summary>What it uses that not every frontend knows.</summary>
    internal virtual IEnumerable<FrontendFeature> Features => Texts.Any(t => t?.Parts.Any(p => p is TemplatePart.Expansion { Rest.Length: > 0 }) == true) ? [FrontendFeature.Pattern] : [];
    /// <summary>The stages it reads from.</summary>
    internal virtual IEnumerable<Stage> Uses => [];
}

/// <summary><c>ARG</c>: a build argument.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">Its value when the caller gives none.</param>
public sealed record Arg(EnvName Name, Template? Default = null) : Instruction
{
    internal override string Keyword => "ARG";
    internal override IEnumerable<Template?> Texts => [Default];
}

/// <summary><c>ENV</c>: variables of the image.</summary>
/// <param name="Variables">At least one.</param>
public sealed record EnvInstruction(Entries<Template> Variables) : Instruction
{
    internal override string Keyword => "ENV";
    internal override IEnumerable<Template?> Texts => Variables.Values;
}

/// <summary><c>LABEL</c>: what the image says about itself.</summary>
/// <param name="Labels">At least one.</param>
public sealed record Label(Entries<Template> Labels) : Instruction
{
    internal override string Keyword => "LABEL";
    internal override IEnumerable<Template?> Texts => Labels.Values;
}

/// <summary><c>WORKDIR</c>: the folder of what follows.</summary>
/// <param name="Path">An absolute path, or one below the last.</param>
public sealed record Workdir(Template Path) : Instruction
{
    internal override string Keyword => "WORKDIR";
    internal override IEnumerable<Template?> Texts => [Path];
}

/// <summary><c>USER</c>: who runs what follows.</summary>
/// <param name="Name">A number, or a name that the image knows, with a group after a colon.</param>
public sealed record User(Template Name) : Instruction
{
    internal override string Keyword => "USER";
    internal override IEnumerable<Template?> Texts => [Name];
}

/// <summary><c>EXPOSE</c>: a port the image listens on.</summary>
/// <param name="Port">The port.</param>
/// <param name="Protocol">Its transport.</param>
public sealed record Expose(Interpolated<PortRange> Port, Protocol Protocol = Protocol.Tcp) : Instruction
{
    internal override string Keyword => "EXPOSE";
    internal override IEnumerable<Template?> Texts => [Port.Template];
}

/// <summary><c>VOLUME</c>: folders that get an anonymous volume when nothing is mounted there.</summary>
/// <param name="Paths">At least one.</param>
public sealed record VolumeInstruction(Items<Template> Paths) : Instruction
{
    internal override string Keyword => "VOLUME";
    internal override IEnumerable<Template?> Texts => Paths;
}

/// <summary><c>STOPSIGNAL</c>: the signal that asks the container to stop.</summary>
/// <param name="Signal">Such as <c>SIGTERM</c>.</param>
public sealed record StopSignal(Template Signal) : Instruction
{
    internal override string Keyword => "STOPSIGNAL";
    internal override IEnumerable<Template?> Texts => [Signal];
}

/// <summary><c>SHELL</c>: what runs the shell forms that follow.</summary>
/// <param name="Arguments">The program and its arguments.</param>
public sealed record ShellInstruction(Items<string> Arguments) : Instruction
{
    internal override string Keyword => "SHELL";
}

/// <summary><c>CMD</c>: what runs, or the arguments of ENTRYPOINT.</summary>
/// <param name="Command">Without variables: the builder puts none in.</param>
public sealed record Cmd(Command Command) : Instruction
{
    internal override string Keyword => "CMD";
}

/// <summary><c>ENTRYPOINT</c>: what runs.</summary>
/// <param name="Command">Without variables: the builder puts none in.</param>
public sealed record Entrypoint(Command Command) : Instruction
{
    internal override string Keyword => "ENTRYPOINT";
}

/// <summary><c>HEALTHCHECK</c>: how the engine asks the container whether it is well.</summary>
/// <param name="Check">Without variables: the builder puts none in.</param>
public sealed record Health(HealthCheck Check) : Instruction
{
    internal override string Keyword => "HEALTHCHECK";
    internal override IEnumerable<FrontendFeature> Features => Check.StartInterval is null ? [] : [FrontendFeature.StartInterval];
}

/// <summary><c>ONBUILD</c>: done in a build on this image.</summary>
/// <param name="Instruction">Any but FROM, MAINTAINER and ONBUILD.</param>
public sealed record OnBuild(Instruction Instruction) : Instruction
{
    internal override string Keyword => "ONBUILD";
    internal override IEnumerable<FrontendFeature> Features => Instruction.Features;
    internal override IEnumerable<Stage> Uses => Instruction.Uses;
}

/// <summary><c>MAINTAINER</c>: who wrote the image, in the old way; a label says it today.</summary>
/// <param name="Name">One line; no variables are put in.</param>
public sealed record Maintainer(string Name) : Instruction
{
    internal override string Keyword => "MAINTAINER";
}
