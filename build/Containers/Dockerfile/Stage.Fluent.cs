namespace ArgusAI.Containers.Dockerfiles;

public sealed partial record Stage
{
    /// <summary><c>ARG</c>.</summary>
    public Stage Arg(EnvName name, Template? @default = null) => With(new Arg(name, @default));
    /// <summary><c>ARG</c>, such as <see cref="Args.TargetArch"/>.</summary>
    public Stage Arg(Arg argument) => With(argument);
    /// <summary><c>ENV</c> with one variable.</summary>
    public Stage Env(EnvName name, Template value) => With(new EnvInstruction(new() { [name.Value] = value }));
    /// <summary><c>ENV</c> with several.</summary>
    public Stage Env(params IEnumerable<(EnvName Name, Template Value)> variables) =>
        With(new EnvInstruction(variables.ToEntries(v => v.Name.Value, v => v.Value)));
    /// <summary><c>LABEL</c> with one label; names of the OCI are in <see cref="OciLabels"/>.</summary>
    public Stage Label(string name, Template value) => With(new Label(new() { [name] = value }));
    /// <summary><c>LABEL</c> with several.</summary>
    public Stage Label(params IEnumerable<(string Name, Template Value)> labels) =>
        With(new Label(labels.ToEntries(l => l.Name, l => l.Value)));
    /// <summary><c>WORKDIR</c>.</summary>
    public Stage Workdir(Template path) => With(new Workdir(path));

    /// <summary><c>COPY</c> of one path of the context.</summary>
    public Stage Copy(Template path, Template into, bool link = false, Template? chown = null, Template? chmod = null) =>
        Copy([path], into, link, chown, chmod);
    /// <summary><c>COPY</c> of several paths of the context.</summary>
    public Stage Copy(Items<Template> paths, Template into, bool link = false, Template? chown = null, Template? chmod = null) =>
        With(new Copy(paths, into) { Link = link, Chown = chown, Chmod = chmod });
    /// <summary><c>COPY</c> of a file whose content stands in the Dockerfile.</summary>
    public Stage CopyText(string content, Template into, bool link = false, Template? chown = null, Template? chmod = null) =>
        With(new Copy([], into) { Files = [new(null, content)], Link = link, Chown = chown, Chmod = chmod });
    /// <summary><c>COPY --from</c> another stage.</summary>
    public Stage CopyFrom(Stage stage, Template path, Template into, bool link = false, Template? chown = null, Template? chmod = null) =>
        CopyFrom(new CopySource.FromStage(stage), [path], into, link, chown, chmod);
    /// <summary><c>COPY --from</c> an image.</summary>
    public Stage CopyFrom(ImageRef image, Template path, Template into, bool link = false, Template? chown = null, Template? chmod = null) =>
        CopyFrom(new CopySource.FromImage(image), [path], into, link, chown, chmod);
    /// <summary><c>COPY --from</c> anything, several paths.</summary>
    public Stage CopyFrom(CopySource from, Items<Template> paths, Template into, bool link = false, Template? chown = null, Template? chmod = null) =>
        With(new Copy(paths, into) { From = from, Link = link, Chown = chown, Chmod = chmod });

    /// <summary><c>RUN</c>: a shell line, or a script of several lines, which becomes a heredoc with <c>set -e</c>.</summary>
    public Stage Run(string script, params IEnumerable<Mount> mounts) => With(new Run(script) { Mounts = mounts.ToItems() });
    /// <summary><c>RUN</c> without a shell.</summary>
    public Stage RunExec(Items<string> arguments, params IEnumerable<Mount> mounts) => With(new Run(arguments) { Mounts = mounts.ToItems() });

    /// <summary><c>USER</c> by number.</summary>
    public Stage User(Uid uid) => With(new User(uid));
    /// <summary><c>USER</c> by a name that the image knows.</summary>
    public Stage User(string name) => With(new User(name));
    /// <summary><c>EXPOSE</c>.</summary>
    public Stage Expose(PortRange port, Protocol protocol = Protocol.Tcp) => With(new Expose(port, protocol));
    /// <summary><c>VOLUME</c>.</summary>
    public Stage Volume(params IEnumerable<Template> paths) => With(new VolumeInstruction(paths.ToItems()));
    /// <summary><c>STOPSIGNAL</c>.</summary>
    public Stage StopSignal(string signal) => With(new StopSignal(signal));
    /// <summary><c>SHELL</c>.</summary>
    public Stage Shell(params IEnumerable<string> arguments) => With(new ShellInstruction(arguments.ToItems()));
    /// <summary><c>HEALTHCHECK</c>.</summary>
    public Stage Health(HealthCheck check) => With(new Health(check));
    /// <summary><c>ENTRYPOINT</c> in its exec form.</summary>
    public Stage Entrypoint(params IEnumerable<Template> arguments) => With(new Entrypoint(Command.Exec(arguments)));
    /// <summary><c>CMD</c> in its exec form.</summary>
    public Stage Cmd(params IEnumerable<Template> arguments) => With(new Cmd(Command.Exec(arguments)));
    /// <summary><c>ONBUILD</c>.</summary>
    public Stage OnBuild(Instruction instruction) => With(new OnBuild(instruction));
}

/// <summary>The arguments the builder sets by itself, once a stage declares them.</summary>
/// <remarks>Never declare one before the first FROM: that empties it in every stage.</remarks>
public static class Args
{
    /// <summary>The architecture built for: <c>amd64</c>, <c>arm64</c>.</summary>
    public static Arg TargetArch { get; } = new("TARGETARCH");
    /// <summary>The operating system built for.</summary>
    public static Arg TargetOs { get; } = new("TARGETOS");
    /// <summary>The variant built for, such as <c>v7</c>.</summary>
    public static Arg TargetVariant { get; } = new("TARGETVARIANT");
    /// <summary>The platform built for, <c>os/architecture[/variant]</c>.</summary>
    public static Arg TargetPlatform { get; } = new("TARGETPLATFORM");
    /// <summary>The platform that builds.</summary>
    public static Arg BuildPlatform { get; } = new("BUILDPLATFORM");
    /// <summary>The architecture that builds.</summary>
    public static Arg BuildArch { get; } = new("BUILDARCH");
    /// <summary>The operating system that builds.</summary>
    public static Arg BuildOs { get; } = new("BUILDOS");
    /// <summary>The variant that builds.</summary>
    public static Arg BuildVariant { get; } = new("BUILDVARIANT");

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<Arg> Predefined { get; } =
        [TargetArch, TargetOs, TargetVariant, TargetPlatform, BuildPlatform, BuildArch, BuildOs, BuildVariant];
}

/// <summary>The annotation names of the OCI image specification.</summary>
public static class OciLabels
{
    /// <summary>The image's name for people.</summary>
    public const string Title = "org.opencontainers.image.title";
    /// <summary>What it is.</summary>
    public const string Description = "org.opencontainers.image.description";
    /// <summary>The version of what is inside.</summary>
    public const string Version = "org.opencontainers.image.version";
    /// <summary>The revision of the source.</summary>
    public const string Revision = "org.opencontainers.image.revision";
    /// <summary>Where the source is.</summary>
    public const string Source = "org.opencontainers.image.source";
    /// <summary>Where to read about it.</summary>
    public const string Url = "org.opencontainers.image.url";
    /// <summary>Where its documentation is.</summary>
    public const string Documentation = "org.opencontainers.image.documentation";
    /// <summary>Licences, as an SPDX expression.</summary>
    public const string Licenses = "org.opencontainers.image.licenses";
    /// <summary>Who answers for it.</summary>
    public const string Authors = "org.opencontainers.image.authors";
    /// <summary>Who distributes it.</summary>
    public const string Vendor = "org.opencontainers.image.vendor";
    /// <summary>When it was built, RFC 3339.</summary>
    public const string Created = "org.opencontainers.image.created";
    /// <summary>The image it stands on.</summary>
    public const string BaseName = "org.opencontainers.image.base.name";
    /// <summary>The digest of the image it stands on.</summary>
    public const string BaseDigest = "org.opencontainers.image.base.digest";
}
