using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>The shapes of the file and of what its services share.</summary>
static class FileShapes
{
    static Shape<Volume> Volume { get; } = new Shape<Volume>(() => new Volume())
        .With("name", Codecs.Text, x => x.Name, (x, v) => x with { Name = v })
        .With("driver", Codecs.Text, x => x.Driver, (x, v) => x with { Driver = v })
        .With("driver_opts", Collections.TextMap, x => x.DriverOptions, (x, v) => x with { DriverOptions = v })
        .With("external", External.Codec, x => External.Of(x.External), (x, v) => x with { External = v.Flag, Name = v.Name ?? x.Name })
        .With("labels", Collections.TextMap, x => x.Labels, (x, v) => x with { Labels = v });

    static Shape<SecretSource> SecretSource { get; } = new Shape<SecretSource>(() => new SecretSource())
        .With("name", Codecs.Text, x => x.Name, (x, v) => x with { Name = v })
        .With("file", Codecs.Text, x => x.File, (x, v) => x with { File = v })
        .With("environment", Codecs.Variable, x => x.Environment, (x, v) => x with { Environment = v })
        .With("external", External.Codec, x => External.Of(x.External), (x, v) => x with { External = v.Flag, Name = v.Name ?? x.Name })
        .With("driver", Codecs.Text, x => x.Driver, (x, v) => x with { Driver = v })
        .With("driver_opts", Collections.TextMap, x => x.DriverOptions, (x, v) => x with { DriverOptions = v })
        .With("template_driver", Codecs.Text, x => x.TemplateDriver, (x, v) => x with { TemplateDriver = v })
        .With("labels", Collections.TextMap, x => x.Labels, (x, v) => x with { Labels = v });

    static Shape<ConfigSource> ConfigSource { get; } = new Shape<ConfigSource>(() => new ConfigSource())
        .With("name", Codecs.Text, x => x.Name, (x, v) => x with { Name = v })
        .With("file", Codecs.Text, x => x.File, (x, v) => x with { File = v })
        .With("environment", Codecs.Variable, x => x.Environment, (x, v) => x with { Environment = v }, Since.Compose(2, 23, 1))
        .With("content", Codecs.Text, x => x.Content, (x, v) => x with { Content = v }, Since.Compose(2, 23, 1))
        .With("external", External.Codec, x => External.Of(x.External), (x, v) => x with { External = v.Flag, Name = v.Name ?? x.Name })
        .With("template_driver", Codecs.Text, x => x.TemplateDriver, (x, v) => x with { TemplateDriver = v })
        .With("labels", Collections.TextMap, x => x.Labels, (x, v) => x with { Labels = v });

    static Shape<Model> Model { get; } = new Shape<Model>(() => new Model())
        .With("name", Codecs.Text, m => m.Name, (m, v) => m with { Name = v })
        .With("model", Codecs.Text, m => m.Image, (m, v) => m with { Image = v })
        .With("context_size", Codecs.Int, m => m.ContextSize, (m, v) => m with { ContextSize = v })
        .With("runtime_flags", Collections.Texts, m => m.RuntimeFlags, (m, v) => m with { RuntimeFlags = v });

    static Shape<Include> Include { get; } = new Shape<Include>(() => new Include(Items<Template>.None))
        .Short(i => i.Path.Count == 1 && i.ProjectDirectory is null && i.EnvFile.Count == 0 ? Codecs.Text.Write(i.Path[0]) : null,
            (_, node) => node is YamlScalar ? new Include([Template.Parse(Codecs.Scalar(node))]) : null)
        .With("path", Collections.OneOrMore, i => i.Path, (i, v) => i with { Path = v }, required: true)
        .With("project_directory", Codecs.Text, i => i.ProjectDirectory, (i, v) => i with { ProjectDirectory = v })
        .With("env_file", Collections.TextOrTexts, i => i.EnvFile, (i, v) => i with { EnvFile = v });

    public static Shape<ComposeFile> ComposeFile { get; } = new Shape<ComposeFile>(() => new ComposeFile())
        .With("version", Codecs.Text, f => f.Version, (f, v) => f with { Version = v })
        .With("name", Codecs.Text, f => f.Name, (f, v) => f with { Name = v })
        .With("include", Collections.ListOf(Include, single: true), f => f.Include, (f, v) => f with { Include = v }, Since.Compose(2, 20))
        .With("services", Collections.MapOf(ServiceShape.Service), f => f.Services, (f, v) => f with { Services = v })
        .With("models", Collections.MapOf(Model), f => f.Models, (f, v) => f with { Models = v }, Since.Compose(2, 38))
        .With("networks", Collections.RecordsOf(NetworkShapes.Network, new Network()), f => f.Networks, (f, v) => f with { Networks = v })
        .With("volumes", Collections.RecordsOf(Volume, new Volume()), f => f.Volumes, (f, v) => f with { Volumes = v })
        .With("secrets", Collections.MapOf(SecretSource), f => f.Secrets, (f, v) => f with { Secrets = v })
        .With("configs", Collections.MapOf(ConfigSource), f => f.Configs, (f, v) => f with { Configs = v });
}
