namespace ArgusAI.Containers.Reviews;

/// <summary>What a service's processes may do.</summary>
static partial class ComposePolicies
{
    static readonly HashSet<string> Dangerous = new(StringComparer.OrdinalIgnoreCase)
    {
        "ALL", "SYS_ADMIN", "SYS_MODULE", "SYS_PTRACE", "SYS_RAWIO", "SYS_BOOT", "SYS_TIME", "NET_ADMIN", "DAC_READ_SEARCH", "BPF", "PERFMON", "MAC_ADMIN", "MAC_OVERRIDE",
    };

    /// <summary>Official images whose process stays root unless told otherwise; databases are not among them, their entry scripts step down.</summary>
    static readonly HashSet<string> RootImages = new(StringComparer.Ordinal)
    {
        "nginx", "httpd", "caddy", "traefik", "php", "tomcat", "node", "python", "ruby", "golang", "openjdk", "debian", "ubuntu", "alpine", "busybox", "fedora", "almalinux", "rockylinux",
    };

    static IEnumerable<Policy> Rights =>
    [
        Missing("compose-capabilities", Severity.Warning, "CIS Docker 5.4, OWASP Docker rule 3, KICS", "Capabilities that a service does not need are an attacker's tools.",
            "cap_drop: [ALL], then cap_add what is missing", "cap_drop", s => !s.Model.CapDrop.Any(c => c.LiteralText is "ALL" or "all"), "keeps the default capabilities"),
        Said("compose-dangerous-capability", Severity.Error, "CIS Docker 5.4, OWASP Docker rule 3, KICS", "With it a process can leave the container.",
            "remove it, or name the one capability that is needed", s => s.Model.CapAdd.Select((c, i) => (Key: $"cap_add[{i}]", Name: Capability(c))).Where(c => Dangerous.Contains(c.Name)).Select(c => (c.Key, $"gains {c.Name}"))),
        Missing("compose-new-privileges", Severity.Warning, "CIS Docker 5.26, OWASP Docker rule 4, KICS", "A setuid program in the image could gain rights.",
            "security_opt: [no-new-privileges:true]", "security_opt", s => !s.Model.SecurityOpt.Any(o => o.LiteralText is "no-new-privileges" or "no-new-privileges:true" or "no-new-privileges=true"), "may gain privileges"),
        Said("compose-unconfined", Severity.Error, "CIS Docker 5.2, 5.3, 5.22, OWASP Docker rule 6, KICS", "The kernel's last fence around the container is gone.",
            "remove it, or give a profile that allows the one call it needs", s => s.Model.SecurityOpt.Select((o, i) => (Key: $"security_opt[{i}]", Text: o.LiteralText))
                .Where(o => o.Text is not null && (o.Text.EndsWith("unconfined", StringComparison.Ordinal) || o.Text is "label:disable" or "label=disable")).Select(o => (o.Key, $"is not confined, '{o.Text}'"))),
        Missing("compose-read-only", Severity.Warning, "CIS Docker 5.13, OWASP Docker rule 8", "A writable root file system lets an intruder stay.",
            "read_only: true, with tmpfs where it writes", "read_only", s => s.Model.ReadOnly is { IsFixed: true, Value: false } or null, "has a writable root file system"),
        Said("compose-root", Severity.Error, "CIS Docker 4.1, OWASP Docker rule 2", "Root in the container is root for every file that is mounted.",
            "a numeric user other than 0", s => When(s.Model.User?.LiteralText?.Split(':')[0] is "0" or "root", "user", "runs as root")),
        Missing("compose-root-image", Severity.Warning, "CIS Docker 4.1, OWASP Docker rule 2, decision D33", "The image's process is root unless the service names a user.",
            "user: with a number", "user", s => s.Model is { User: null, Build: null } && s.ImageName is { } image && RootImages.Contains(image), "runs an image whose process is root"),
    ];

    static string Capability(Template name) => name.ToString() is var text && text.StartsWith("CAP_", StringComparison.OrdinalIgnoreCase) ? text[4..].ToUpperInvariant() : text.ToUpperInvariant();
}
