namespace ArgusAI.Containers.Compose;

// What limits it.
public sealed partial record Service
{
    /// <summary>The memory it may use.</summary>
    public Interpolated<ByteSize>? MemLimit { get; init; }
    /// <summary>The memory it is promised.</summary>
    public Interpolated<ByteSize>? MemReservation { get; init; }
    /// <summary>Memory and swap together.</summary>
    public Interpolated<SwapLimit>? MemswapLimit { get; init; }
    /// <summary>How readily its memory is swapped, from 0 (never) to 100.</summary>
    public Interpolated<int>? MemSwappiness { get; init; }
    /// <summary>The processors it may use, 0.5 being half of one.</summary>
    public Interpolated<decimal>? Cpus { get; init; }
    /// <summary>The processors it may run on, such as <c>0-3</c> or <c>0,2</c>.</summary>
    public Template? Cpuset { get; init; }
    /// <summary>Its weight when processors are short; 1024 is the usual.</summary>
    public Interpolated<long>? CpuShares { get; init; }
    /// <summary>The length of a scheduling period, in microseconds.</summary>
    public Interpolated<long>? CpuPeriod { get; init; }
    /// <summary>Its processor time per period, in microseconds; -1 is no limit.</summary>
    public Interpolated<long>? CpuQuota { get; init; }
    /// <summary>The length of a real-time scheduling period, in microseconds.</summary>
    public Interpolated<long>? CpuRealtimePeriod { get; init; }
    /// <summary>Its real-time processor time per period, in microseconds.</summary>
    public Interpolated<long>? CpuRealtimeRuntime { get; init; }
    /// <summary>The processors it may use (Windows).</summary>
    public Interpolated<long>? CpuCount { get; init; }
    /// <summary>The share of the processors it may use, from 0 to 100 (Windows).</summary>
    public Interpolated<decimal>? CpuPercent { get; init; }
    /// <summary>The processes it may have; -1 is no limit.</summary>
    public Interpolated<long>? PidsLimit { get; init; }
    /// <summary>The size of /dev/shm.</summary>
    public Interpolated<ByteSize>? ShmSize { get; init; }
    /// <summary>What it may read and write on disks.</summary>
    public BlockIo? BlockIo { get; init; }
    /// <summary>Process limits by name, such as <c>nofile</c>.</summary>
    public Entries<Ulimit> Ulimits { get; init; } = Entries<Ulimit>.None;
    /// <summary>Kernel settings of its namespaces.</summary>
    public Entries<Template> Sysctls { get; init; } = Entries<Template>.None;
    /// <summary>Whether the kernel spares it when memory is short.</summary>
    public Interpolated<bool>? OomKillDisable { get; init; }
    /// <summary>How readily the kernel kills it when memory is short, from -1000 (never) to 1000.</summary>
    public Interpolated<int>? OomScoreAdj { get; init; }
    /// <summary>Replicas, resources and how a swarm updates it.</summary>
    public Deploy? Deploy { get; init; }
    /// <summary>How many containers.</summary>
    public Interpolated<int>? Scale { get; init; }
}
