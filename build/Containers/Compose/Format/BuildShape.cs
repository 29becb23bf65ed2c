using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>The shape of a build: apart from the file's, which needs the services', which need this one.</summary>
static class BuildShape
{
    public static Shape<Build> Build { get; } = new Shape<Build>(() => new Build("."), b => b.Why)
        .AlsoReads((_, node) => node is YamlScalar ? new Build(Template.Parse(Codecs.Scalar(node))) : null)
        .Key("context", Codecs.Text, b => b.Context, (b, v) => b with { Context = v })
        .Key("dockerfile", Codecs.Text, b => b.Dockerfile, (b, v) => b with { Dockerfile = v })
        .Key("dockerfile_inline", Codecs.Text, b => b.DockerfileInline, (b, v) => b with { DockerfileInline = v })
        .Key("target", Codecs.Text, b => b.Target, (b, v) => b with { Target = v })
        .Key("args", Codecs.TextOrNullMap, b => b.Args, (b, v) => b with { Args = v })
        .Key("additional_contexts", Codecs.TextMap, b => b.AdditionalContexts, (b, v) => b with { AdditionalContexts = v })
        .Key("secrets", Codecs.ListOf(PartShapes.Secret), b => b.Secrets, (b, v) => b with { Secrets = v })
        .Key("ssh", Codecs.TextOrTexts, b => b.Ssh, (b, v) => b with { Ssh = v })
        .Key("platforms", Codecs.ListOf(Codecs.Platform), b => b.Platforms, (b, v) => b with { Platforms = v })
        .Key("tags", Codecs.ListOf(Codecs.Image), b => b.Tags, (b, v) => b with { Tags = v })
        .Key("cache_from", Codecs.Texts, b => b.CacheFrom, (b, v) => b with { CacheFrom = v })
        .Key("cache_to", Codecs.Texts, b => b.CacheTo, (b, v) => b with { CacheTo = v })
        .Key("labels", Codecs.TextMap, b => b.Labels, (b, v) => b with { Labels = v })
        .Key("network", Codecs.Text, b => b.Network, (b, v) => b with { Network = v })
        .Key("extra_hosts", Codecs.HostList, b => b.ExtraHosts, (b, v) => b with { ExtraHosts = v })
        .Key("pull", Codecs.Bool, b => b.Pull, (b, v) => b with { Pull = v })
        .Key("no_cache", Codecs.Bool, b => b.NoCache, (b, v) => b with { NoCache = v })
        .Key("shm_size", Codecs.Size, b => b.ShmSize, (b, v) => b with { ShmSize = v });
}
