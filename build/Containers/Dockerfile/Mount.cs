namespace ArgusAI.Containers.Dockerfiles;

/// <summary>How a cache directory is shared by builds that run at the same time.</summary>
public enum CacheSharing
{
    /// <summary>All at once: for caches that lock themselves, such as NuGet's and npm's.</summary>
    Shared,
    /// <summary>Each gets its own.</summary>
    Private,
    /// <summary>One after the other: for apt.</summary>
    Locked,
}

/// <summary>Something mounted during one RUN, which leaves no trace in the image.</summary>
public abstract record Mount
{
    Mount() { }

    /// <summary>A directory that outlives the build.</summary>
    public sealed record CacheMount(string Target) : Mount
    {
        /// <summary>Its name; null means the target.</summary>
        public string? Id { get; init; }
        /// <summary>How builds share it.</summary>
        public CacheSharing Sharing { get; init; }
        /// <summary>Its owner.</summary>
        public Uid? Owner { get; init; }
        /// <summary>Its permissions in octal.</summary>
        public string? Mode { get; init; }
    }

    /// <summary>A file only this RUN sees.</summary>
    public sealed record SecretMount(string Id) : Mount
    {
        /// <summary>The path; null means <c>/run/secrets/id</c>.</summary>
        public string? Target { get; init; }
        /// <summary>Whether the build fails without it; the builder's default is no.</summary>
        public bool Required { get; init; }
        /// <summary>Its owner.</summary>
        public Uid? Owner { get; init; }
        /// <summary>Its permissions in octal; the builder's default is 0400.</summary>
        public string? Mode { get; init; }
        /// <summary>A variable that holds it instead of a file: frontend 1.10.</summary>
        public EnvName? Env { get; init; }
    }

    /// <summary>Files of the context or of a stage.</summary>
    public sealed record BindMount(string Target) : Mount
    {
        /// <summary>The stage they come from; null means the context.</summary>
        public Stage? From { get; init; }
        /// <summary>The path there; null means its root.</summary>
        public string? Source { get; init; }
        /// <summary>Whether RUN may write; what it writes is thrown away.</summary>
        public bool ReadWrite { get; init; }
    }

    /// <summary>A memory file system.</summary>
    public sealed record TmpfsMount(string Target) : Mount
    {
        /// <summary>The most it may hold.</summary>
        public ByteSize? Size { get; init; }
    }

    /// <summary>The caller's SSH agent.</summary>
    public sealed record SshMount : Mount
    {
        /// <summary>Its name; null means <c>default</c>.</summary>
        public string? Id { get; init; }
        /// <summary>Whether the build fails without it.</summary>
        public bool Required { get; init; }
    }

    /// <summary>A directory that outlives the build.</summary>
    public static Mount Cache(string target, string? id = null, CacheSharing sharing = CacheSharing.Shared, Uid? owner = null) =>
        new CacheMount(target) { Id = id, Sharing = sharing, Owner = owner };
    /// <summary>A file only this RUN sees.</summary>
    public static Mount Secret(string id, string? target = null, bool required = false) =>
        new SecretMount(id) { Target = target, Required = required };
    /// <summary>Files of the context.</summary>
    public static Mount Bind(string target, string? source = null, bool readWrite = false) =>
        new BindMount(target) { Source = source, ReadWrite = readWrite };
    /// <summary>Files of another stage.</summary>
    public static Mount Bind(Stage from, string target, string? source = null, bool readWrite = false) =>
        new BindMount(target) { From = from, Source = source, ReadWrite = readWrite };
    /// <summary>A memory file system.</summary>
    public static Mount Tmpfs(string target, ByteSize? size = null) => new TmpfsMount(target) { Size = size };
    /// <summary>The caller's SSH agent.</summary>
    public static Mount Ssh(string? id = null, bool required = false) => new SshMount { Id = id, Required = required };
}
