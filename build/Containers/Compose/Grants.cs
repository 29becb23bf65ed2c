namespace ArgusAI.Containers.Compose;

/// <summary>A secret a service or build may read.</summary>
/// <param name="Source">Its name in this file.</param>
public sealed record SecretGrant(Template Source) : ExtensiblePart
{
    /// <summary>The file name below /run/secrets, or an absolute path; null means the source's name.</summary>
    public Template? Target { get; init; }
    /// <summary>The file's owner; ignored by Compose for secrets from files.</summary>
    public Template? Uid { get; init; }
    /// <summary>The file's group; ignored by Compose for secrets from files.</summary>
    public Template? Gid { get; init; }
    /// <summary>The file's permissions; ignored by Compose for secrets from files.</summary>
    public Interpolated<Permissions>? Mode { get; init; }
}

/// <summary>A config a service may read.</summary>
/// <param name="Source">Its name in this file.</param>
public sealed record ConfigGrant(Template Source) : ExtensiblePart
{
    /// <summary>The absolute path; null means <c>/source</c>.</summary>
    public Template? Target { get; init; }
    /// <summary>The file's owner.</summary>
    public Template? Uid { get; init; }
    /// <summary>The file's group.</summary>
    public Template? Gid { get; init; }
    /// <summary>The file's permissions.</summary>
    public Interpolated<Permissions>? Mode { get; init; }
}
