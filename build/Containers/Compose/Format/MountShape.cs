using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>Mounts: short forms are read, the long form is written.</summary>
static class MountShape
{
    /// <summary>A mount whose type is not settled yet.</summary>
    sealed record Fields : ExtensiblePart
    {
        public string Type { get; init; } = "volume";
        public Template? Source { get; init; }
        public Template? Target { get; init; }
        public Interpolated<bool>? ReadOnly { get; init; }
        public Template? Consistency { get; init; }
        public OptionMount? Options { get; init; }
    }

    static readonly Codec<VolumeMount> VolumeOptions = Options(new Shape<VolumeMount>(() => new VolumeMount(null, ""))
        .With("nocopy", Codecs.Bool, m => m.NoCopy, (m, v) => m with { NoCopy = v })
        .With("subpath", Codecs.Text, m => m.Subpath, (m, v) => m with { Subpath = v }, Since.Compose(2, 26).And(engine: 26))
        .With("labels", Collections.TextMap, m => m.Labels, (m, v) => m with { Labels = v }, Since.Compose(2, 35)));

    static readonly Codec<BindMount> BindOptions = Options(new Shape<BindMount>(() => new BindMount("", ""))
        .With("create_host_path", Codecs.Bool, m => m.CreateHostPath, (m, v) => m with { CreateHostPath = v })
        .With("propagation", Codecs.OneOf<Propagation>(), m => m.Propagation, (m, v) => m with { Propagation = v })
        .With("recursive", Codecs.OneOf<RecursiveBind>(), m => m.Recursive, (m, v) => m with { Recursive = v }, Since.Compose(2, 30).And(engine: 25))
        .With("selinux", Codecs.OneOf<SelinuxLabel>(), m => m.Selinux, (m, v) => m with { Selinux = v }));

    static readonly Codec<TmpfsMount> TmpfsOptions = Options(new Shape<TmpfsMount>(() => new TmpfsMount(""))
        .With("size", Codecs.Size, m => m.Size, (m, v) => m with { Size = v })
        .With("mode", Codecs.Mode, m => m.Mode, (m, v) => m with { Mode = v }));

    static readonly Codec<ImageMount> ImageOptions = Options(new Shape<ImageMount>(() => new ImageMount(ImageRef.Parse("image"), ""))
        .With("subpath", Codecs.Text, m => m.Subpath, (m, v) => m with { Subpath = v }));

    static readonly Shape<Fields> Long = new Shape<Fields>(() => new Fields())
        .With("type", new TypeCodec(), f => f.Type, (f, v) => f with { Type = v }, required: true)
        .With("source", Codecs.Text, f => f.Source, (f, v) => f with { Source = v })
        .With("target", Codecs.Text, f => f.Target, (f, v) => f with { Target = v })
        .With("read_only", Codecs.Bool, f => f.ReadOnly, (f, v) => f with { ReadOnly = v })
        .With("consistency", Codecs.Text, f => f.Consistency, (f, v) => f with { Consistency = v })
        .With("volume", VolumeOptions, f => f.Options as VolumeMount, Take)
        .With("bind", BindOptions, f => f.Options as BindMount ?? LabelOf(f.Options), Take)
        .With("tmpfs", TmpfsOptions, f => f.Options as TmpfsMount, Take)
        .With("image", ImageOptions, f => f.Options as ImageMount, Take);

    public static Codec<ServiceMount> Mount { get; } = Codecs.Make<ServiceMount>(
        mount => mount is VariableMount variable ? new YamlScalar(variable.ToString()) : Long.Write((mount switch
        {
            VolumeMount volume => new Fields { Source = volume.Source },
            BindMount bind => new Fields { Type = "bind", Source = bind.Source },
            ImageMount image => new Fields { Type = "image", Source = Template.Parse(image.Source.ToString()) },
            ClusterMount cluster => new Fields { Type = "cluster", Source = cluster.Source },
            PipeMount pipe => new Fields { Type = "npipe", Source = pipe.Source },
            _ => new Fields { Type = "tmpfs" },
        }) with
        {
            Target = mount.Target,
            ReadOnly = mount.ReadOnly,
            Consistency = mount.Consistency,
            Options = mount as OptionMount,
            Extensions = mount.Extensions,
            Merge = mount.Merge,
            Why = mount.Why,
        }),
        (node, reading) => node is YamlScalar ? MountText.Read(Codecs.Scalar(node)) : LongForm(Long.Read(node, reading)), Long);

    /// <summary>The options of one type; their own keys are apart from the mount's.</summary>
    static Codec<T> Options<T>(Shape<T> shape) where T : OptionMount
    {
        shape.ExtensionsIn(m => m.OptionExtensions, (m, v) => (T)(m with { OptionExtensions = v }));
        return Codecs.Make<T>(
            mount => shape.Write((T)(mount with { Merge = Entries<MergeTag>.None, Why = Why.None })) is YamlMapping { Entries.Count: > 0 } map ? map : null,
            shape.Read, shape);
    }

    static Fields Take(Fields fields, OptionMount options) => (fields.Options, options) switch
    {
        (null, _) => fields with { Options = options },
        (VolumeMount volume, BindMount label) when IsLabel(label) => fields with { Options = volume with { Selinux = label.Selinux } },
        (BindMount label, VolumeMount volume) when IsLabel(label) => fields with { Options = volume with { Selinux = label.Selinux } },
        _ => throw new ArgumentException("a mount has the options of two types: expected those of its own"),
    };

    static BindMount? LabelOf(OptionMount? options) => options is VolumeMount { Selinux: { } label } ? new BindMount("", "") { Selinux = label } : null;

    /// <summary>Whether it says nothing but the label for SELinux, which a volume may have too.</summary>
    static bool IsLabel(BindMount options) => options == new BindMount("", "") { Selinux = options.Selinux };

    static ServiceMount LongForm(Fields fields)
    {
        var target = fields.Target ?? throw new ArgumentException("a mount has no 'target': expected the path inside the container");
        ServiceMount mount = fields.Type switch
        {
            "volume" => OptionsOf(fields, new VolumeMount(null, target)) with { Source = fields.Source },
            "bind" => OptionsOf(fields, new BindMount("", target)) with { Source = SourceOf(fields) },
            "tmpfs" => OptionsOf(fields, new TmpfsMount(target)),
            "image" => OptionsOf(fields, new ImageMount(ImageRef.Parse("image"), target)) with { Source = Interpolated<ImageRef>.From(SourceOf(fields)) },
            "cluster" => NoOptions(fields, new ClusterMount(SourceOf(fields), target)),
            "npipe" => NoOptions(fields, new PipeMount(SourceOf(fields), target)),
            var other => throw Expected.Form("mount type", other, "volume, bind, tmpfs, image, cluster or npipe"),
        };
        return mount with { Target = target, ReadOnly = fields.ReadOnly, Consistency = fields.Consistency, Extensions = fields.Extensions, Merge = MergeOf(fields) };
    }

    static T OptionsOf<T>(Fields fields, T none) where T : OptionMount => fields.Options switch
    {
        null => none,
        T options => options,
        BindMount label when none is VolumeMount && IsLabel(label) => (T)(OptionMount)new VolumeMount(null, "") { Selinux = label.Selinux },
        _ => throw new ArgumentException($"a mount of the type '{fields.Type}' has the options of another type: expected '{fields.Type}' as their key"),
    };

    static ServiceMount NoOptions(Fields fields, ServiceMount mount) => fields.Options is null
        ? mount
        : throw new ArgumentException($"a mount of the type '{fields.Type}' has no options: expected none");

    /// <summary>The tags of the mount, and those of its options with the options' key before them.</summary>
    static Entries<MergeTag> MergeOf(Fields fields) => fields.Options is not { Merge.Count: > 0 } options
        ? fields.Merge
        : new(fields.Merge.Concat(options.Merge.Select(m => KeyValuePair.Create($"{fields.Type}.{m.Key}", m.Value))));

    static Template SourceOf(Fields fields) => fields.Source
        ?? throw new ArgumentException($"a mount of the type '{fields.Type}' has no 'source': expected what is mounted");

    sealed class TypeCodec : Codec<string>
    {
        public override YamlNode Write(string value) => new YamlScalar(value);
        public override string Read(YamlNode node, Reading reading) => Codecs.Scalar(node);
        public override MinimumVersion? Needs(YamlNode node) => node is YamlScalar { Text: "image" } ? Since.Compose(2, 35).And(engine: 28) : null;
    }
}
