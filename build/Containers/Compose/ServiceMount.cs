using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose;

/// <summary>Something mounted into a service, always written in the long form.</summary>
/// <param name="Target">The absolute path inside the container.</param>
public abstract record ServiceMount(Template Target) : ExtensiblePart
{
    /// <summary>Whether the container may only read it.</summary>
    public Interpolated<bool>? ReadOnly { get; init; }
    /// <summary>How far host and container may differ: <c>consistent</c>, <c>cached</c> or <c>delegated</c>. Engines of today ignore it.</summary>
    public Template? Consistency { get; init; }
}

/// <summary>A mount with options of its type, which stand in a map of their own.</summary>
/// <param name="Target">The absolute path inside the container.</param>
public abstract record OptionMount(Template Target) : ServiceMount(Target)
{
    /// <summary>The file's own keys among the options, which begin with <c>x-</c>.</summary>
    public Entries<YamlNode> OptionExtensions { get; init; } = Entries<YamlNode>.None;
}

/// <summary>A named volume, or an anonymous one without a source.</summary>
/// <param name="Source">The volume's name in this file; null for an anonymous volume.</param>
/// <param name="Target">The absolute path inside the container.</param>
public sealed record VolumeMount(Template? Source, Template Target) : OptionMount(Target)
{
    /// <summary>Whether an empty volume is <i>not</i> filled with what the image has at the target.</summary>
    public Interpolated<bool>? NoCopy { get; init; }
    /// <summary>The part of the volume that is mounted: Compose 2.26, Engine 26.</summary>
    public Template? Subpath { get; init; }
    /// <summary>How it is relabelled for SELinux; in the long form it stands among the options of a bind mount.</summary>
    public Interpolated<SelinuxLabel>? Selinux { get; init; }
    /// <summary>Labels of an anonymous volume: Compose 2.35.</summary>
    public Entries<Template> Labels { get; init; } = Entries<Template>.None;
}

/// <summary>A file or folder of the host.</summary>
/// <param name="Source">The host's path; relative to the Compose file when it begins with a dot.</param>
/// <param name="Target">The absolute path inside the container.</param>
public sealed record BindMount(Template Source, Template Target) : OptionMount(Target)
{
    /// <summary>Whether a missing source becomes an empty folder of root's; say false, and a missing file is an error.</summary>
    public Interpolated<bool>? CreateHostPath { get; init; }
    /// <summary>How mounts below it pass between host and container.</summary>
    public Interpolated<Propagation>? Propagation { get; init; }
    /// <summary>What happens to mounts below the source: Compose 2.30, Engine 25.</summary>
    public Interpolated<RecursiveBind>? Recursive { get; init; }
    /// <summary>How it is relabelled for SELinux.</summary>
    public Interpolated<SelinuxLabel>? Selinux { get; init; }
}

/// <summary>A memory file system.</summary>
/// <param name="Target">The absolute path inside the container.</param>
public sealed record TmpfsMount(Template Target) : OptionMount(Target)
{
    /// <summary>The most it may hold; null means half of the host's memory.</summary>
    public Interpolated<ByteSize>? Size { get; init; }
    /// <summary>The permission bits; the engine's default is 01777.</summary>
    public Interpolated<Permissions>? Mode { get; init; }
}

/// <summary>The files of an image: Compose 2.35, Engine 28.</summary>
/// <param name="Source">The image.</param>
/// <param name="Target">The absolute path inside the container.</param>
public sealed record ImageMount(Interpolated<ImageRef> Source, Template Target) : OptionMount(Target)
{
    /// <summary>The part of the image that is mounted.</summary>
    public Template? Subpath { get; init; }
}

/// <summary>A volume that a storage plugin gives a swarm (CSI).</summary>
/// <param name="Source">The volume, or <c>group:name</c>.</param>
/// <param name="Target">The absolute path inside the container.</param>
public sealed record ClusterMount(Template Source, Template Target) : ServiceMount(Target);

/// <summary>A named pipe of Windows.</summary>
/// <param name="Source">The host's pipe.</param>
/// <param name="Target">The container's pipe.</param>
public sealed record PipeMount(Template Source, Template Target) : ServiceMount(Target);
