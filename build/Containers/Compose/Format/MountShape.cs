using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>Ports and mounts: short forms are read, one canonical form is written.</summary>
static class MountShape
{
    sealed record Fields
    {
        public string Type { get; init; } = "volume";
        public Template? Source { get; init; }
        public Template? Target { get; init; }
        public Interpolated<bool>? ReadOnly { get; init; }
        public ServiceMount? Options { get; init; }
    }

    static readonly Shape<VolumeMount> VolumeOptions = new Shape<VolumeMount>(() => new VolumeMount(null, ""))
        .Key("nocopy", Codecs.Bool, m => m.NoCopy, (m, v) => m with { NoCopy = v })
        .Key("subpath", Codecs.Text, m => m.Subpath, (m, v) => m with { Subpath = v });

    static readonly Shape<BindMount> BindOptions = new Shape<BindMount>(() => new BindMount("", ""))
        .Key("create_host_path", Codecs.Bool, m => m.CreateHostPath, (m, v) => m with { CreateHostPath = v })
        .Key("propagation", Codecs.Text, m => m.Propagation, (m, v) => m with { Propagation = v })
        .Key("selinux", Codecs.Text, m => m.Selinux, (m, v) => m with { Selinux = v });

    static readonly Shape<TmpfsMount> TmpfsOptions = new Shape<TmpfsMount>(() => new TmpfsMount(""))
        .Key("size", Codecs.Size, m => m.Size, (m, v) => m with { Size = v })
        .Key("mode", Codecs.Mode, m => m.Mode, (m, v) => m with { Mode = v });

    static readonly Shape<Fields> Long = new Shape<Fields>(() => new Fields())
        .Key("type", Codecs.Name, f => f.Type, (f, v) => f with { Type = v })
        .Key("source", Codecs.Text, f => f.Source, (f, v) => f with { Source = v })
        .Key("target", Codecs.Text, f => f.Target, (f, v) => f with { Target = v })
        .Key("read_only", Codecs.Bool, f => f.ReadOnly, (f, v) => f with { ReadOnly = v })
        .Key("volume", NotEmpty(VolumeOptions), f => f.Options as VolumeMount, (f, v) => f with { Options = v })
        .Key("bind", NotEmpty(BindOptions), f => f.Options as BindMount, (f, v) => f with { Options = v })
        .Key("tmpfs", NotEmpty(TmpfsOptions), f => f.Options as TmpfsMount, (f, v) => f with { Options = v });

    public static Codec<ServiceMount> Mount { get; } = Codecs.Make<ServiceMount>(
        mount => Long.Write(mount switch
        {
            VolumeMount volume => new Fields { Source = volume.Source, Target = mount.Target, ReadOnly = mount.ReadOnly, Options = mount },
            BindMount bind => new Fields { Type = "bind", Source = bind.Source, Target = mount.Target, ReadOnly = mount.ReadOnly, Options = mount },
            _ => new Fields { Type = "tmpfs", Target = mount.Target, ReadOnly = mount.ReadOnly, Options = mount },
        }),
        (node, reading) => node is YamlScalar ? ShortForm(Codecs.Scalar(node)) : LongForm(Long.Read(node, reading)));

    static Codec<T> NotEmpty<T>(Shape<T> shape) where T : class => Codecs.Make<T>(
        value => shape.Write(value) is YamlMapping { Entries.Count: > 0 } map ? map : null, shape.Read);

    static ServiceMount LongForm(Fields fields)
    {
        var target = fields.Target ?? throw new ArgumentException("a mount has no 'target': expected the path inside the container");
        var options = fields.Options;
        ServiceMount mount = fields.Type switch
        {
            "volume" => (options as VolumeMount ?? new VolumeMount(null, target)) with { Source = fields.Source, Target = target },
            "bind" => (options as BindMount ?? new BindMount("", target)) with
            {
                Source = fields.Source ?? throw new ArgumentException("a bind mount has no 'source': expected the host's path"),
                Target = target,
            },
            "tmpfs" => (options as TmpfsMount ?? new TmpfsMount(target)) with { Target = target },
            var other => throw Expected.Form("mount type", other, "volume, bind or tmpfs"),
        };
        return mount with { ReadOnly = fields.ReadOnly };
    }

    /// <summary><c>[source:]target[:options]</c>; a source that begins with a dot, slash or tilde is the host's path.</summary>
    static ServiceMount ShortForm(string text)
    {
        var fields = Templates.Split(text, ':');
        if (fields.Count is < 1 or > 3 || fields.Any(f => f.Length == 0))
            throw Expected.Form("mount", text, "[source:]target[:ro|rw|z|Z], such as data:/var/lib/data:ro");
        var target = Template.Parse(fields[^1]);
        if (fields.Count == 1) return new VolumeMount(null, target);
        target = Template.Parse(fields[1]);
        var source = Template.Parse(fields[0]);
        var options = fields.Count == 3 ? fields[2].Split(',') : [];
        Interpolated<bool>? readOnly = options.Contains("ro") ? true : null;
        if (fields[0][0] is '.' or '/' or '~')
            return new BindMount(source, target)
            {
                ReadOnly = readOnly,
                Selinux = One(options, "z", "Z"),
                Propagation = One(options, "shared", "slave", "private", "rshared", "rslave", "rprivate"),
            };
        return new VolumeMount(source, target) { ReadOnly = readOnly, NoCopy = options.Contains("nocopy") ? true : null };
    }

    static Template? One(string[] options, params string[] words) =>
        Array.Find(options, words.Contains) is { } word ? Template.Literal(word) : null;
}
