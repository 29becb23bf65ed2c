namespace ArgusAI.Containers.Compose;

// What is mounted and handed in.
public sealed partial record Service
{
    /// <summary>What is mounted.</summary>
    public Items<ServiceMount> Volumes { get; init; } = [];
    /// <summary>Services or <c>container:name</c> whose mounts it gets too, each with <c>:ro</c> or <c>:rw</c> after it if need be.</summary>
    public Items<Template> VolumesFrom { get; init; } = [];
    /// <summary>Memory file systems, each a path with options after a colon.</summary>
    public Items<Template> Tmpfs { get; init; } = [];
    /// <summary>Options of the engine's storage driver, such as <c>size</c>.</summary>
    public Entries<Template> StorageOptions { get; init; } = Entries<Template>.None;
    /// <summary>Secrets it may read.</summary>
    public Items<SecretGrant> Secrets { get; init; } = [];
    /// <summary>Configs it may read.</summary>
    public Items<ConfigGrant> Configs { get; init; } = [];
    /// <summary>Devices of the host.</summary>
    public Items<Device> Devices { get; init; } = [];
    /// <summary>Graphics processors; <see cref="DeviceRequest.AllGpus"/> alone is written <c>all</c>: Compose 2.30.</summary>
    public Items<DeviceRequest> Gpus { get; init; } = [];
}
