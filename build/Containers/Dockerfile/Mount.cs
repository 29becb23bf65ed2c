namespace ArgusAI.Containers.Dockerfiles;

/// <summary>How a cache directory is shared by builds that run at the same time.</summary>
public enum CacheSharing
{
    /// <summary>All at once: for caches that lock themselves, such as npm's; NuGet's where its locks are in it, too.</summary>
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

    /// <summary>Where its files come from; null means the build context for a bind mount, and nothing for a cache.</summary>
    public CopySource? From { get; private init; }

    /// <summary>The texts the builder puts variables into.</summary>
    internal abstract IEnumerable<Template?> Texts { get; }

    /// <summary>A directory that outlives the build.</summary>
    public sealed record CacheMount(Template Target) : Mount
    {
        /// <summary>Its name; null means the target.</summary>
        public Template? Id { get; init; }
        /// <summary>What it holds when it is new; null means nothing.</summary>
        public new CopySource? From { get => base.From; init => base.From = value; }
        /// <summary>The path in <see cref="From"/>; null means its root.</summary>
        public Template? Source { get; init; }
        /// <summary>Whether RUN may only read it.</summary>
        public bool ReadOnly { get; init; }
        /// <summary>How builds share it.</summary>
        public CacheSharing Sharing { get; init; }
        /// <summary>Its owner.</summary>
        public Uid? Owner { get; init; }
        /// <summary>Its permissions in octal; the builder's default is 0755.</summary>
        public Template? Mode { get; init; }
        internal override IEnumerable<Template?> Texts => [Target, Id, Source, Mode];
    }

    /// <summary>A file only this RUN sees.</summary>
    public sealed record SecretMount(Template? Id) : Mount
    {
        /// <summary>The path; null means <c>/run/secrets/id</c>.</summary>
        public Template? Target { get; init; }
        /// <summary>Whether the build fails without it; the builder's default is no.</summary>
        public bool Required { get; init; }
        /// <summary>Its owner.</summary>
        public Uid? Owner { get; init; }
        /// <summary>Its permissions in octal; the builder's default is 0400.</summary>
        public Template? Mode { get; init; }
        /// <summary>A variable that holds it instead of a file: frontend 1.10.</summary>
        public EnvName? Env { get; init; }
        internal override IEnumerable<Template?> Texts => [Id, Target, Mode];
    }

    /// <summary>Files of the context, of a stage or of an image.</summary>
    public sealed record BindMount(Template Target) : Mount
    {
        /// <summary>Where they come from; null means the context.</summary>
        public new CopySource? From { get => base.From; init => base.From = value; }
        /// <summary>The path there; null means its root.</summary>
        public Template? Source { get; init; }
        /// <summary>Whether RUN may write; what it writes is thrown away.</summary>
        public bool ReadWrite { get; init; }
        internal override IEnumerable<Template?> Texts => [Target, Source];
    }

    /// <summary>A memory file system.</summary>
    public sealed record TmpfsMount(Template Target) : Mount
    {
        /// <summary>The most it may hold.</summary>
        public ByteSize? Size { get; init; }
        internal override IEnumerable<Template?> Texts => [Target];
    }

    /// <summary>The caller's SSH agent.</summary>
    public sealed record SshMount : Mount
    {
        /// <summary>Its name; null means <c>default</c>.</summary>
        public Template? Id { get; init; }
        /// <summary>The path of its socket; null means <c>/run/buildkit/ssh_agent.N</c>.</summary>
        public Template? Target { get; init; }
        /// <summary>Whether the build fails without it.</summary>
        public bool Required { get; init; }
        /// <summary>The socket's owner.</summary>
        public Uid? Owner { get; init; }
        /// <summary>The socket's permissions in octal; the builder's default is 0600.</summary>
        public Template? Mode { get; init; }
        internal override IEnumerable<Template?> Texts => [Id, Target, Mode];
    }

    /// <summary>A directory that outlives the build.</summary>
    public static Mount Cache(Template target, Template? id = null, CacheSharing sharing = CacheSharing.Shared, Uid? owner = null) =>
        new CacheMount(target) { Id = id, Sharing = sharing, Owner = owner };
    /// <summary>A file only this RUN sees.</summary>
    public static Mount Secret(Template id, Template? target = null, bool required = false) =>
        new SecretMount(id) { Target = target, Required = required };
    /// <summary>Files of the context.</summary>
    public static Mount Bind(Template target, Template? source = null, bool readWrite = false) =>
        new BindMount(target) { Source = source, ReadWrite = readWrite };
    /// <summary>Files of another stage.</summary>
    public static Mount Bind(Stage from, Template target, Template? source = null, bool readWrite = false) =>
        new BindMount(target) { From = new CopySource.FromStage(from), Source = source, ReadWrite = readWrite };
    /// <summary>A memory file system.</summary>
    public static Mount Tmpfs(Template target, ByteSize? size = null) => new TmpfsMount(target) { Size = size };
    /// <summary>The caller's SSH agent.</summary>
    public static Mount Ssh(Template? id = null, bool required = false) => new SshMount { Id = id, Required = required };
}
