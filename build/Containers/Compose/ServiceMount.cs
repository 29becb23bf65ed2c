namespace ArgusAI.Containers.Compose;

/// <summary>Something mounted into a service, always written in the long form.</summary>
/// <param name="Target">The absolute path inside the container.</param>
public abstract record ServiceMount(Template Target)
{
    /// <summary>Whether the container may only read it.</summary>
    public Interpolated<bool>? ReadOnly { get; init; }
}

/// <summary>A named volume, or an anonymous one without a source.</summary>
/// <param name="Source">The volume's name in this file; null for an anonymous volume.</param>
/// <param name="Target">The absolute path inside the container.</param>
public sealed record VolumeMount(Template? Source, Template Target) : ServiceMount(Target)
{
    /// <summary>Whether an empty volume is <i>not</i> filled with what the image has at the target.</summary>
    public Interpolated<bool>? NoCopy { get; init; }
    /// <summary>The part of the volume that is mounted: Compose 2.26, Engine 26.</summary>
    public Template? Subpath { get; init; }
}

/// <summary>A file or folder of the host.</summary>
/// <param name="Source">The host's path; relative to the Compose file when it begins with a dot.</param>
/// <param name="Target">The absolute path inside the container.</param>
public sealed record BindMount(Template Source, Template Target) : ServiceMount(Target)
{
    /// <summary>Whether a missing source becomes an empty folder of root's; say false, and a missing file is an error.</summary>
    public Interpolated<bool>? CreateHostPath { get; init; }
    /// <summary>How mounts below it pass between host and container.</summary>
    public Template? Propagation { get; init; }
    /// <summary><c>z</c> (shared) or <c>Z</c> (private) SELinux label.</summary>
    public Template? Selinux { get; init; }
}

/// <summary>A memory file system.</summary>
/// <param name="Target">The absolute path inside the container.</param>
public sealed record TmpfsMount(Template Target) : ServiceMount(Target)
{
    /// <summary>The most it may hold; null means half of the host's memory.</summary>
    public Interpolated<ByteSize>? Size { get; init; }
    /// <summary>The permission bits, such as <c>01777</c> written as the number they are; the engine's default is 1777 octal.</summary>
    public Permissions? Mode { get; init; }
}
