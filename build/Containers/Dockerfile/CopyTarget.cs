namespace ArgusAI.Containers.Dockerfiles;

/// <summary>What is copied to.</summary>
static class CopyTarget
{
    /// <summary>Whether a destination is a folder, or could be one once variables are in.</summary>
    public static bool MayBeFolder(Template into) => into.LiteralText is not { } text || text.EndsWith('/') || text is "." or ".."
        || text.EndsWith("/.", StringComparison.Ordinal) || text.EndsWith("/..", StringComparison.Ordinal);
}
