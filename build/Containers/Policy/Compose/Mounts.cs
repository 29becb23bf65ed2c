using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>What is mounted into a service.</summary>
static partial class ComposePolicies
{
    static readonly string[] FileEndings = [".conf", ".cfg", ".ini", ".yml", ".yaml", ".json", ".toml", ".xml", ".properties", ".crt", ".pem", ".key", ".env", ".sh", ".sql", ".cnf", ".template"];

    static IEnumerable<Policy> Mounts =>
    [
        Said("compose-bind-created", Severity.Warning, "Compose specification, bind create_host_path; decision D28", "A missing file becomes an empty folder that belongs to root, and the service fails on that.",
            "bind: {create_host_path: false}", s => s.Mounts<BindMount>().Where(m => m.Mount.CreateHostPath is null or { IsFixed: true, Value: true } && MustExist(m.Mount)).Select(m => (m.Key, $"mounts '{m.Mount.Source}', which Compose makes an empty folder when it is missing"))),
        Said("compose-config-writable", Severity.Warning, "OWASP Docker rule 8", "An intruder can change the configuration on the host.",
            "read_only: true", s => s.Mounts<BindMount>().Where(m => m.Mount.ReadOnly is null or { IsFixed: true, Value: false } && IsFile(m.Mount)).Select(m => (m.Key, $"may write to '{m.Mount.Source}'"))),
        Said("compose-anonymous-volume", Severity.Note, "Docker documentation, volumes", "Nobody finds its data again, and every new container leaves one more behind.",
            "give the volume a name", s => s.Mounts<VolumeMount>().Where(m => m.Mount.Source is null).Select(m => (m.Key, $"keeps '{m.Mount.Target}' in a volume without a name"))),
        Said("compose-volume-owner", Severity.Warning, "Docker documentation, volumes (populate); decision D4", "A new volume takes the folder's owner from the image; without the folder it belongs to root, and the service cannot write.",
            "make the folder in the image and give it to the user: COPY --chown, or RUN mkdir with chown", s => s.Dockerfile is not { } image || !RunsAsUser(s) ? [] : s.Mounts<VolumeMount>()
                .Where(m => m.Mount.Source is not null && !IsTrue(m.Mount.ReadOnly) && m.Mount.Target.LiteralText is { } target && !MakesFolder(image, target)).Select(m => (m.Key, $"mounts a volume on '{m.Mount.Target}', which its image never makes, and runs as '{s.Model.User?.ToString() ?? image.User?.Name}'"))),
        Said("compose-secret-owner", Severity.Warning, "Compose specification, secrets (uid, gid and mode); decision Q3", "Compose mounts a file as it is: owner and mode are ignored.",
            "set the file's own owner and mode on the host", s => s.Model.Secrets.Select((g, i) => (Key: $"secrets[{i}]", Grant: g)).Where(g => (g.Grant.Uid ?? g.Grant.Gid) is not null | g.Grant.Mode is not null
                && g.Grant.Source.LiteralText is { } name && s.File.Model.Secrets.TryGetValue(name, out var source) && source.File is not null).Select(g => (g.Key, $"gives the secret '{g.Grant.Source}' an owner or mode, which a file keeps for itself"))),
        Said("compose-secret-read-only", Severity.Error, "docker/compose issue 12031, decision Q3", "Such a secret or config is copied into the container's file system, which is read-only: it does not start.",
            "take it from a file", s => !IsTrue(s.Model.ReadOnly) ? [] : [.. s.Model.Secrets.Select((g, i) => (Key: $"secrets[{i}]", g.Source)).Where(g => g.Source.LiteralText is { } name && s.File.Model.Secrets.TryGetValue(name, out var source) && source.Environment is not null).Select(g => (g.Key, $"is read-only and takes the secret '{g.Source}' from a variable")),
                .. s.Model.Configs.Select((g, i) => (Key: $"configs[{i}]", g.Source)).Where(g => g.Source.LiteralText is { } name && s.File.Model.Configs.TryGetValue(name, out var source) && (source.Environment is not null || source.Content is not null)).Select(g => (g.Key, $"is read-only and takes the config '{g.Source}' from a text"))]),
    ];

    static bool IsFile(BindMount mount) => (mount.Source.LiteralText ?? mount.Target.LiteralText) is { } path && FileEndings.Any(e => path.EndsWith(e, StringComparison.Ordinal));

    /// <summary>A folder for data may begin empty; a file, or what is only read, may not. What the system has is there.</summary>
    static bool MustExist(BindMount mount) => (IsTrue(mount.ReadOnly) || IsFile(mount)) && mount.Source.ToString() is var path
        && !path.StartsWith("/etc/", StringComparison.Ordinal) && !path.StartsWith("/var/run/", StringComparison.Ordinal) && !path.StartsWith("/run/", StringComparison.Ordinal)
        && !path.StartsWith("/dev", StringComparison.Ordinal) && !path.StartsWith("/sys", StringComparison.Ordinal) && !path.StartsWith("/proc", StringComparison.Ordinal) && !path.StartsWith("/lib/modules", StringComparison.Ordinal) && path is not "/";

    static bool RunsAsUser(ServiceSubject service) =>
        (service.Model.User is { } user ? user.ToString().Split(':')[0] : service.Dockerfile!.User?.Name) is not (null or "0" or "root");

    /// <summary>Whether something in the image may have made the folder: a copy to it or from a stage above it, VOLUME aside, or a command that names it.</summary>
    static bool MakesFolder(DockerfileSubject image, string target)
    {
        var folder = target.TrimEnd('/');
        var name = folder[(folder.LastIndexOf('/') + 1)..];
        var workdir = "";
        foreach (var step in image.ShippedSteps)
        {
            if (step.Instruction is Workdir { Path: var path }) workdir = path.ToString().StartsWith('/') ? path.ToString() : $"{workdir}/{path}";
            var makes = step.Instruction switch
            {
                Copy copy => copy.Into.ToString() is var into && (into.StartsWith('/') ? into : $"{workdir}/{into}").TrimEnd('/', '.') is var where
                    && (where == folder || where.StartsWith(folder + "/", StringComparison.Ordinal) || copy.From is not CopySource.Context && (where.Length == 0 || folder.StartsWith(where + "/", StringComparison.Ordinal))),
                Run { Script: { } script } => script.Contains(name, StringComparison.Ordinal),
                Run run => run.Arguments.Any(a => a.Contains(name, StringComparison.Ordinal)),
                _ => false,
            };
            if (makes) return true;
        }
        return false;
    }
}
