namespace ArgusAI.Containers.Compose.Format;

/// <summary>The shapes of the file and of what its services share.</summary>
static class FileShapes
{
    public static Shape<Network> Network { get; } = new Shape<Network>(() => new Network(), n => n.Why)
        .Key("name", Codecs.Text, n => n.Name, (n, v) => n with { Name = v })
        .Key("driver", Codecs.Text, n => n.Driver, (n, v) => n with { Driver = v })
        .Key("driver_opts", Codecs.TextMap, n => n.DriverOptions, (n, v) => n with { DriverOptions = v })
        .Key("external", Codecs.Bool, n => n.External, (n, v) => n with { External = v })
        .Key("internal", Codecs.Bool, n => n.Internal, (n, v) => n with { Internal = v })
        .Key("attachable", Codecs.Bool, n => n.Attachable, (n, v) => n with { Attachable = v })
        .Key("enable_ipv6", Codecs.Bool, n => n.EnableIpv6, (n, v) => n with { EnableIpv6 = v })
        .Key("labels", Codecs.TextMap, n => n.Labels, (n, v) => n with { Labels = v });

    public static Shape<Volume> Volume { get; } = new Shape<Volume>(() => new Volume(), x => x.Why)
        .Key("name", Codecs.Text, x => x.Name, (x, v) => x with { Name = v })
        .Key("driver", Codecs.Text, x => x.Driver, (x, v) => x with { Driver = v })
        .Key("driver_opts", Codecs.TextMap, x => x.DriverOptions, (x, v) => x with { DriverOptions = v })
        .Key("external", Codecs.Bool, x => x.External, (x, v) => x with { External = v })
        .Key("labels", Codecs.TextMap, x => x.Labels, (x, v) => x with { Labels = v });

    public static Shape<SecretSource> SecretSource { get; } = new Shape<SecretSource>(() => new SecretSource(), x => x.Why)
        .Key("name", Codecs.Text, x => x.Name, (x, v) => x with { Name = v })
        .Key("file", Codecs.Text, x => x.File, (x, v) => x with { File = v })
        .Key("environment", Codecs.Variable, x => x.Environment, (x, v) => x with { Environment = v })
        .Key("external", Codecs.Bool, x => x.External, (x, v) => x with { External = v })
        .Key("labels", Codecs.TextMap, x => x.Labels, (x, v) => x with { Labels = v });

    public static Shape<ConfigSource> ConfigSource { get; } = new Shape<ConfigSource>(() => new ConfigSource(), x => x.Why)
        .Key("name", Codecs.Text, x => x.Name, (x, v) => x with { Name = v })
        .Key("file", Codecs.Text, x => x.File, (x, v) => x with { File = v })
        .Key("environment", Codecs.Variable, x => x.Environment, (x, v) => x with { Environment = v })
        .Key("content", Codecs.Text, x => x.Content, (x, v) => x with { Content = v })
        .Key("external", Codecs.Bool, x => x.External, (x, v) => x with { External = v })
        .Key("labels", Codecs.TextMap, x => x.Labels, (x, v) => x with { Labels = v });

    public static Shape<ComposeFile> ComposeFile { get; } = new Shape<ComposeFile>(() => new ComposeFile(), f => f.Why)
        .WithExtensions(f => f.Extensions, (f, v) => f with { Extensions = v })
        .Key("name", Codecs.Text, f => f.Name, (f, v) => f with { Name = v })
        .Key("include", Codecs.TextOrTexts, f => f.Include, (f, v) => f with { Include = v })
        .Key("services", Codecs.MapOf(ServiceShape.Service), f => f.Services, (f, v) => f with { Services = v })
        .Key("networks", Codecs.RecordsOf(Network, new Network()), f => f.Networks, (f, v) => f with { Networks = v })
        .Key("volumes", Codecs.RecordsOf(Volume, new Volume()), f => f.Volumes, (f, v) => f with { Volumes = v })
        .Key("secrets", Codecs.RecordsOf(SecretSource, new SecretSource()), f => f.Secrets, (f, v) => f with { Secrets = v })
        .Key("configs", Codecs.RecordsOf(ConfigSource, new ConfigSource()), f => f.Configs, (f, v) => f with { Configs = v });
}
