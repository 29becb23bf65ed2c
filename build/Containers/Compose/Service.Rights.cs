namespace ArgusAI.Containers.Compose;

// What it may do, and what it shares with others.
public sealed partial record Service
{
    /// <summary>Whether its root file system is read-only.</summary>
    public Interpolated<bool>? ReadOnly { get; init; }
    /// <summary>Whether it has all rights of the host's root.</summary>
    public Interpolated<bool>? Privileged { get; init; }
    /// <summary>Capabilities it gains.</summary>
    public Items<Template> CapAdd { get; init; } = [];
    /// <summary>Capabilities it loses.</summary>
    public Items<Template> CapDrop { get; init; } = [];
    /// <summary>Security options, such as <c>no-new-privileges:true</c>.</summary>
    public Items<Template> SecurityOpt { get; init; } = [];
    /// <summary>Whether it gets the engine's socket and the caller's registry logins, which is root on the host: Compose 2.37.2.</summary>
    public Interpolated<bool>? UseApiSocket { get; init; }
    /// <summary>Rules for devices that are not there yet, such as <c>c 189:* rwm</c>.</summary>
    public Items<Template> DeviceCgroupRules { get; init; } = [];
    /// <summary>A managed account of Windows.</summary>
    public CredentialSpec? CredentialSpec { get; init; }
    /// <summary>The process namespace it shares: <c>host</c>, <c>service:…</c> or <c>container:…</c>.</summary>
    public Template? Pid { get; init; }
    /// <summary>The IPC namespace it shares: <c>shareable</c>, <c>host</c>, <c>service:…</c> or <c>container:…</c>.</summary>
    public Template? Ipc { get; init; }
    /// <summary>The host name namespace it shares: <c>host</c>.</summary>
    public Template? Uts { get; init; }
    /// <summary>The user namespace it shares: <c>host</c>.</summary>
    public Template? UsernsMode { get; init; }
    /// <summary>Its control group namespace.</summary>
    public Interpolated<CgroupNamespace>? Cgroup { get; init; }
    /// <summary>The control group it stands under.</summary>
    public Template? CgroupParent { get; init; }
    /// <summary>The OCI runtime, such as <c>runc</c> or <c>nvidia</c>.</summary>
    public Template? Runtime { get; init; }
    /// <summary>The isolation of a Windows container: <c>default</c>, <c>process</c> or <c>hyperv</c>.</summary>
    public Template? Isolation { get; init; }
}
