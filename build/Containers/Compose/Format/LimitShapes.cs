using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>The shapes of what limits and equips a service.</summary>
static class LimitShapes
{
    public static Shape<Logging> Logging { get; } = new Shape<Logging>(() => new Logging())
        .With("driver", Codecs.Text, l => l.Driver, (l, v) => l with { Driver = v })
        .With("options", Collections.TextMap, l => l.Options, (l, v) => l with { Options = v });

    public static Shape<Ulimit> Ulimit { get; } = new Shape<Ulimit>(() => new Ulimit(0L, 0L))
        .Short(u => u.Soft == u.Hard ? Codecs.Long.Write(u.Soft) : null,
            (_, node) => node is YamlScalar && Interpolated<long>.Parse(Codecs.Scalar(node)) is var both ? new Ulimit(both, both) : null)
        .With("soft", Codecs.Long, u => u.Soft, (u, v) => u with { Soft = v }, required: true)
        .With("hard", Codecs.Long, u => u.Hard, (u, v) => u with { Hard = v }, required: true);

    static Shape<DeviceWeight> DeviceWeight { get; } = new Shape<DeviceWeight>(() => new DeviceWeight("", 0))
        .With("path", Codecs.Text, d => d.Path, (d, v) => d with { Path = v }, required: true)
        .With("weight", Codecs.Int, d => d.Weight, (d, v) => d with { Weight = v }, required: true);

    static Shape<ByteRate> ByteRate { get; } = new Shape<ByteRate>(() => new ByteRate("", new ByteSize(0)))
        .With("path", Codecs.Text, r => r.Path, (r, v) => r with { Path = v }, required: true)
        .With("rate", Codecs.Size, r => r.Rate, (r, v) => r with { Rate = v }, required: true);

    static Shape<OperationRate> OperationRate { get; } = new Shape<OperationRate>(() => new OperationRate("", 0L))
        .With("path", Codecs.Text, r => r.Path, (r, v) => r with { Path = v }, required: true)
        .With("rate", Codecs.Long, r => r.Rate, (r, v) => r with { Rate = v }, required: true);

    public static Shape<BlockIo> BlockIo { get; } = new Shape<BlockIo>(() => new BlockIo())
        .With("weight", Codecs.Int, b => b.Weight, (b, v) => b with { Weight = v })
        .With("weight_device", Collections.ListOf(DeviceWeight), b => b.DeviceWeights, (b, v) => b with { DeviceWeights = v })
        .With("device_read_bps", Collections.ListOf(ByteRate), b => b.ReadBytes, (b, v) => b with { ReadBytes = v })
        .With("device_read_iops", Collections.ListOf(OperationRate), b => b.ReadOperations, (b, v) => b with { ReadOperations = v })
        .With("device_write_bps", Collections.ListOf(ByteRate), b => b.WriteBytes, (b, v) => b with { WriteBytes = v })
        .With("device_write_iops", Collections.ListOf(OperationRate), b => b.WriteOperations, (b, v) => b with { WriteOperations = v });

    public static Shape<Device> Device { get; } = new Shape<Device>(() => new Device(""))
        .Short(d => d.FitsShortForm ? new YamlScalar(d.ToShortForm()) : null,
            (_, node) => node is YamlScalar ? Compose.Device.Parse(Codecs.Scalar(node)) : null, Since.Compose(2, 29, 3))
        .With("source", Codecs.Text, d => d.Source, (d, v) => d with { Source = v }, required: true)
        .With("target", Codecs.Text, d => d.Target, (d, v) => d with { Target = v })
        .With("permissions", Codecs.Text, d => d.Permissions, (d, v) => d with { Permissions = v });

    public static Shape<DeviceRequest> DeviceRequest { get; } = new Shape<DeviceRequest>(() => new DeviceRequest())
        .With("driver", Codecs.Text, d => d.Driver, (d, v) => d with { Driver = v })
        .With("count", Codecs.Count, d => d.Count, (d, v) => d with { Count = v })
        .With("device_ids", Collections.Texts, d => d.DeviceIds, (d, v) => d with { DeviceIds = v })
        .With("capabilities", Collections.Texts, d => d.Capabilities, (d, v) => d with { Capabilities = v })
        .With("options", Collections.TextMap, d => d.Options, (d, v) => d with { Options = v });

    static Codec<Items<DeviceRequest>> GpuList { get; } = Collections.ListOf(DeviceRequest);

    /// <summary>A list, or <c>all</c>.</summary>
    public static Codec<Items<DeviceRequest>> Gpus { get; } = Codecs.Make<Items<DeviceRequest>>(
        gpus => gpus is [var one] && one == Compose.DeviceRequest.AllGpus ? new YamlScalar("all") : GpuList.Write(gpus),
        (node, reading) => node is YamlScalar
            ? Codecs.Scalar(node) == "all" ? [Compose.DeviceRequest.AllGpus] : throw Expected.Form("choice of graphics processors", Codecs.Scalar(node), "all, or a list")
            : GpuList.Read(node, reading), GpuList);
}
