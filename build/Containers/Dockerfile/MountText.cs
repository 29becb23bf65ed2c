using System.Globalization;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The comma-separated fields of a mount.</summary>
static class MountText
{
    public static string Of(Mount mount) => DockerText.Flag("mount", string.Join(',', Fields(mount).Where(f => f.Value is not null)
        .Select(f => Field(f.Value!.Length == 0 ? f.Key : $"{f.Key}={f.Value}"))));

    public static string Of(RunDevice device) => DockerText.Flag("device", Field($"name={device.Name}") + (device.Required ? ",required" : ""));

    static IEnumerable<(string Key, string? Value)> Fields(Mount mount) => mount switch
    {
        Mount.CacheMount m =>
        [
            ("type", "cache"), ("id", Text(m.Id)), ("target", Text(m.Target)), ("from", m.From?.Text), ("source", Text(m.Source)),
            ("sharing", m.Sharing switch { CacheSharing.Private => "private", CacheSharing.Locked => "locked", _ => null }),
            ("readonly", m.ReadOnly ? "" : null), ("mode", Text(m.Mode)), .. Owner(m.Owner),
        ],
        Mount.SecretMount m =>
        [
            ("type", "secret"), ("id", Text(m.Id)), ("target", Text(m.Target)), ("env", m.Env?.Value), ("required", m.Required ? "true" : null),
            ("mode", Text(m.Mode)), .. Owner(m.Owner),
        ],
        Mount.BindMount m =>
        [
            ("type", "bind"), ("from", m.From?.Text), ("source", Text(m.Source)), ("target", Text(m.Target)), ("rw", m.ReadWrite ? "" : null),
        ],
        Mount.TmpfsMount m =>
        [
            ("type", "tmpfs"), ("target", Text(m.Target)), ("size", m.Size?.Bytes.ToString(CultureInfo.InvariantCulture)),
        ],
        Mount.SshMount m =>
        [
            ("type", "ssh"), ("id", Text(m.Id)), ("target", Text(m.Target)), ("required", m.Required ? "true" : null), ("mode", Text(m.Mode)), .. Owner(m.Owner),
        ],
        _ => throw new InvalidOperationException($"unknown mount {mount}"),
    };

    static string? Text(Template? value) => value is null ? null
        : value.Parts.Count == 0 ? throw Expected.Form("mount field", "", "a text that is not empty")
        : DockerText.Text(value, "\"\\$'");

    static IEnumerable<(string, string?)> Owner(Uid? owner) => owner is null ? [] :
    [
        ("uid", owner.User.ToString(CultureInfo.InvariantCulture)), ("gid", owner.Group?.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>A field as CSV has it.</summary>
    static string Field(string text) => text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
