namespace ArgusAI.Containers.Compose;

/// <summary>How a bind mount is relabelled for SELinux.</summary>
public sealed record SelinuxLabel : Word<SelinuxLabel>, IWords<SelinuxLabel>
{
    SelinuxLabel(string value) : base(value) { }

    /// <summary>All containers may use it.</summary>
    public static SelinuxLabel Shared { get; } = new("z");
    /// <summary>This container alone may use it.</summary>
    public static SelinuxLabel Private { get; } = new("Z");

    /// <inheritdoc/>
    public static IReadOnlyList<SelinuxLabel> All { get; } = [Shared, Private];
    /// <inheritdoc/>
    public static string Kind => "SELinux label";
}

/// <summary>How mounts below a bind mount pass between host and container.</summary>
public sealed record Propagation : Word<Propagation>, IWords<Propagation>
{
    Propagation(string value) : base(value) { }

    /// <summary>Not at all, in all depths; the default.</summary>
    public static Propagation RPrivate { get; } = new("rprivate");
    /// <summary>Not at all.</summary>
    public static Propagation Private { get; } = new("private");
    /// <summary>Both ways, in all depths.</summary>
    public static Propagation RShared { get; } = new("rshared");
    /// <summary>Both ways.</summary>
    public static Propagation Shared { get; } = new("shared");
    /// <summary>From the host only, in all depths.</summary>
    public static Propagation RSlave { get; } = new("rslave");
    /// <summary>From the host only.</summary>
    public static Propagation Slave { get; } = new("slave");

    /// <inheritdoc/>
    public static IReadOnlyList<Propagation> All { get; } = [RPrivate, Private, RShared, Shared, RSlave, Slave];
    /// <inheritdoc/>
    public static string Kind => "propagation";
}

/// <summary>What happens to mounts below the source of a bind mount: Compose 2.30, Engine 25.</summary>
public sealed record RecursiveBind : Word<RecursiveBind>, IWords<RecursiveBind>
{
    RecursiveBind(string value) : base(value) { }

    /// <summary>They come along, read-only where the mount is and the kernel can.</summary>
    public static RecursiveBind Enabled { get; } = new("enabled");
    /// <summary>They do not come along.</summary>
    public static RecursiveBind Disabled { get; } = new("disabled");
    /// <summary>They come along and stay writable below a read-only mount.</summary>
    public static RecursiveBind Writable { get; } = new("writable");
    /// <summary>They come along read-only, or the container does not start.</summary>
    public static RecursiveBind ReadOnly { get; } = new("readonly");

    /// <inheritdoc/>
    public static IReadOnlyList<RecursiveBind> All { get; } = [Enabled, Disabled, Writable, ReadOnly];
    /// <inheritdoc/>
    public static string Kind => "recursive bind";
}
