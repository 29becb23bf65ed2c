using System.Globalization;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The comma-separated fields of a mount.</summary>
static class MountText
{
    public static string Of(Mount mount) => string.Join(',', Fields(mount).Where(f => f.Value is not null)
        .Select(f => f.Value!.Length == 0 ? f.Key : $"{f.Key}={Checked(f.Value)}"));

    static IEnumerable<(string Key, string? Value)> Fields(Mount mount) => mount switch
    {
        Mount.CacheMount m =>
        [
            ("type", "cache"), ("id", m.Id), ("target", m.Target),
            ("sharing", m.Sharing switch { CacheSharing.Private => "private", CacheSharing.Locked => "locked", _ => null }),
            ("mode", m.Mode), .. Owner(m.Owner),
        ],
        Mount.SecretMount m =>
        [
            ("type", "secret"), ("id", m.Id), ("target", m.Target), ("env", m.Env?.Value), ("required", m.Required ? "true" : null),
            ("mode", m.Mode), .. Owner(m.Owner),
        ],
        Mount.BindMount m =>
        [
            ("type", "bind"), ("from", m.From?.Name), ("source", m.Source), ("target", m.Target), ("rw", m.ReadWrite ? "" : null),
        ],
        Mount.TmpfsMount m =>
        [
            ("type", "tmpfs"), ("target", m.Target), ("size", m.Size?.Bytes.ToString(CultureInfo.InvariantCulture)),
        ],
        Mount.SshMount m => [("type", "ssh"), ("id", m.Id), ("required", m.Required ? "true" : null)],
        _ => throw new InvalidOperationException($"unknown mount {mount}"),
    };

    static IEnumerable<(string, string?)> Owner(Uid? owner) => owner is null ? [] :
    [
        ("uid", owner.User.ToString(CultureInfo.InvariantCulture)), ("gid", owner.Group?.ToString(CultureInfo.InvariantCulture)),
    ];

    static string Checked(string value) => value.AsSpan().ContainsAny(",\" \n\\")
        ? throw Expected.Form("mount field", value, "a text without commas, quotes, spaces and backslashes")
        : value;
}
