using System.Text.RegularExpressions;

namespace ArgusAI.Containers.Reviews;

/// <summary>A kind of file that can be reviewed, told by its name and, where names say too little, by its text.</summary>
/// <param name="Name">What people call it, such as <c>Compose file</c>.</param>
/// <param name="Names">The file names it goes by, for messages.</param>
public sealed partial record FileKind(string Name, string Names)
{
    /// <summary>A Dockerfile.</summary>
    public static FileKind Dockerfile { get; } = new("Dockerfile", "Dockerfile, Dockerfile.NAME, NAME.Dockerfile, Containerfile");
    /// <summary>A Compose file.</summary>
    public static FileKind Compose { get; } = new("Compose file", "compose.yml, docker-compose.yml, NAME.compose.yml, or YAML with a top-level `services`");
    /// <summary>A configuration of nginx, or a part of one.</summary>
    public static FileKind Nginx { get; } = new("nginx configuration", "nginx.conf, or NAME.conf with nginx's blocks");
    /// <summary>A dotenv file.</summary>
    public static FileKind DotEnv { get; } = new("dotenv file", ".env, .env.NAME, NAME.env");
    /// <summary>A bake file in JSON.</summary>
    public static FileKind Bake { get; } = new("bake file", "docker-bake.json, docker-bake.NAME.json, NAME.bake.json");

    /// <summary>All kinds.</summary>
    public static Items<FileKind> All { get; } = [Dockerfile, Compose, Nginx, DotEnv, Bake];

    /// <summary>The kind of a file, or null when it is none of the known ones.</summary>
    /// <param name="path">Its path or name.</param>
    /// <param name="text">Its text; it decides where the name does not.</param>
    public static FileKind? Of(string path, string text) =>
        OfName(path) ?? (FileName(path) is var name && IsYaml(name) && Services().IsMatch(text) ? Compose
            : name.EndsWith(".conf", StringComparison.OrdinalIgnoreCase) && NginxBlock().IsMatch(text) ? Nginx
            : null);

    /// <summary>The kind that the name alone tells, or null.</summary>
    public static FileKind? OfName(string path)
    {
        var name = FileName(path);
        if (name.EndsWith(".dockerignore", StringComparison.OrdinalIgnoreCase) || Sources().IsMatch(name)) return null;
        if (Dockerfiles().IsMatch(name)) return Dockerfile;
        if (ComposeFiles().IsMatch(name)) return Workflows().IsMatch(path) ? null : Compose;
        if (name.Equals("nginx.conf", StringComparison.OrdinalIgnoreCase)) return Nginx;
        if (DotEnvs().IsMatch(name)) return DotEnv;
        return Bakes().IsMatch(name) ? Bake : null;
    }

    /// <summary>Whether a file of that name may be of a known kind: its text is worth reading.</summary>
    public static bool MayBe(string path) => OfName(path) is not null || (FileName(path) is var name && (IsYaml(name) || name.EndsWith(".conf", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether a Compose file of that name is laid over another one: <c>docker-compose.override.yml</c>, <c>compose.prod.yml</c>.</summary>
    public static bool IsOverlay(string path) => Overlays().IsMatch(FileName(path));

    static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    static bool IsYaml(string name) => name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^((docker|container)file(\..+)?|.+\.(docker|container)file)$", RegexOptions.IgnoreCase)]
    private static partial Regex Dockerfiles();
    // What another program makes the file of, or a change to one.
    [GeneratedRegex(@"^((docker|container)file.*\.(j2|jinja2?|tmpl|tpl|template|erb|mustache|hbs|in|m4)|.+\.(patch|diff|orig|rej))$", RegexOptions.IgnoreCase)]
    private static partial Regex Sources();
    [GeneratedRegex(@"^((docker-)?compose([.-][^/]+)?|.+\.(docker-)?compose)\.ya?ml$", RegexOptions.IgnoreCase)]
    private static partial Regex ComposeFiles();
    [GeneratedRegex(@"(^|[/\\])\.(github|gitea|forgejo)[/\\]workflows[/\\]", RegexOptions.IgnoreCase)]
    private static partial Regex Workflows();
    [GeneratedRegex(@"^(docker-)?compose[.-][^/]+\.ya?ml$", RegexOptions.IgnoreCase)]
    private static partial Regex Overlays();
    [GeneratedRegex(@"^(\.env(\..+)?|.+\.env)$", RegexOptions.IgnoreCase)]
    private static partial Regex DotEnvs();
    [GeneratedRegex(@"^(docker-bake(\..+)?|.+\.bake)\.json$", RegexOptions.IgnoreCase)]
    private static partial Regex Bakes();
    [GeneratedRegex(@"^(services|""services""|'services')[ \t]*:", RegexOptions.Multiline)]
    private static partial Regex Services();
    [GeneratedRegex(@"^\s*(server|http|events|upstream\s+\S+|location[ \t]+[^{\n]+|map\s+\S+\s+\$\S+)\s*\{", RegexOptions.Multiline)]
    private static partial Regex NginxBlock();
}
