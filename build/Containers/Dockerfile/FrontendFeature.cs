namespace ArgusAI.Containers.Dockerfiles;

/// <summary>A flag or form that not every frontend knows.</summary>
/// <param name="What">What is written, such as <c>--parents</c>.</param>
/// <param name="Stable">The first stable frontend that has it; null while it is experimental.</param>
/// <param name="Labs">The first labs frontend that had it before; null when it came stable.</param>
/// <remarks>Sources: the option tables of BuildKit's Dockerfile reference and its Dockerfile release notes.</remarks>
sealed record FrontendFeature(string What, FrontendVersion? Stable, FrontendVersion? Labs = null)
{
    public static readonly FrontendFeature KeepGitDir = new("--keep-git-dir", new(1, 1));
    public static readonly FrontendFeature Chmod = new("--chmod", new(1, 2));
    public static readonly FrontendFeature Mount = new("--mount", new(1, 2));
    public static readonly FrontendFeature Network = new("--network", new(1, 3));
    public static readonly FrontendFeature Link = new("--link", new(1, 4));
    public static readonly FrontendFeature Heredoc = new("a heredoc", new(1, 4));
    public static readonly FrontendFeature Checksum = new("--checksum", new(1, 6), new(1, 5));
    public static readonly FrontendFeature StartInterval = new("--start-interval", new(1, 6));
    public static readonly FrontendFeature Pattern = new("${name#pattern} and the like", new(1, 7));
    public static readonly FrontendFeature SecretEnv = new("a secret's env", new(1, 10));
    public static readonly FrontendFeature SymbolicChmod = new("--chmod in symbols", new(1, 14));
    public static readonly FrontendFeature Device = new("--device", null, new(1, 14));
    public static readonly FrontendFeature GitChecksum = new("--checksum of a repository", new(1, 16));
    public static readonly FrontendFeature Unpack = new("--unpack", new(1, 17));
    public static readonly FrontendFeature Exclude = new("--exclude", new(1, 19), new(1, 7));
    public static readonly FrontendFeature Parents = new("--parents", new(1, 20), new(1, 7));
    public static readonly FrontendFeature Security = new("--security", new(1, 20), new(1, 1));

    public bool IsIn(FrontendVersion version, bool labs) => Stable is { } stable && version >= stable || labs && Labs is { } early && version >= early;

    public string Missing(string keyword, FrontendVersion available)
    {
        var version = Stable?.ToString() ?? $"{Labs}-labs";
        return $"{keyword} needs Dockerfile frontend {version} for {What}, this file has {available}: expected Syntax = docker/dockerfile:{version}, or a raised Floor";
    }
}
