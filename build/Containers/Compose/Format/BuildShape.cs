using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>The shape of a build: apart from the file's, which needs the services', which need this one.</summary>
static class BuildShape
{
    public static Shape<Build> Build { get; } = new Shape<Build>(() => new Build("."))
        .AlsoReads((_, node) => node is YamlScalar ? new Build(Template.Parse(Codecs.Scalar(node))) : null)
        .With("context", Codecs.Text, b => b.Context, (b, v) => b with { Context = v })
        .With("dockerfile", Codecs.Text, b => b.Dockerfile, (b, v) => b with { Dockerfile = v })
        .With("dockerfile_inline", Codecs.Text, b => b.DockerfileInline, (b, v) => b with { DockerfileInline = v }, Since.Compose(2, 17))
        .With("target", Codecs.Text, b => b.Target, (b, v) => b with { Target = v })
        .With("args", Collections.TextOrNullMap, b => b.Args, (b, v) => b with { Args = v })
        .With("additional_contexts", Collections.TextMap, b => b.AdditionalContexts, (b, v) => b with { AdditionalContexts = v }, Since.Compose(2, 17))
        .With("secrets", Collections.ListOf(ReferenceShapes.Secret), b => b.Secrets, (b, v) => b with { Secrets = v })
        .With("ssh", Collections.PairList, b => b.Ssh, (b, v) => b with { Ssh = v })
        .With("platforms", Collections.ListOf(Codecs.Platform), b => b.Platforms, (b, v) => b with { Platforms = v })
        .With("tags", Collections.ListOf(Codecs.Image), b => b.Tags, (b, v) => b with { Tags = v })
        .With("cache_from", Collections.Texts, b => b.CacheFrom, (b, v) => b with { CacheFrom = v })
        .With("cache_to", Collections.Texts, b => b.CacheTo, (b, v) => b with { CacheTo = v })
        .With("labels", Collections.TextMap, b => b.Labels, (b, v) => b with { Labels = v })
        .With("network", Codecs.Text, b => b.Network, (b, v) => b with { Network = v })
        .With("extra_hosts", Collections.HostList, b => b.ExtraHosts, (b, v) => b with { ExtraHosts = v })
        .With("pull", Codecs.Bool, b => b.Pull, (b, v) => b with { Pull = v })
        .With("no_cache", Codecs.Bool, b => b.NoCache, (b, v) => b with { NoCache = v })
        .With("shm_size", Codecs.Size, b => b.ShmSize, (b, v) => b with { ShmSize = v })
        .With("no_cache_filter", Collections.TextOrTexts, b => b.NoCacheFilter, (b, v) => b with { NoCacheFilter = v }, Since.Compose(5, 0))
        .With("privileged", Codecs.Bool, b => b.Privileged, (b, v) => b with { Privileged = v })
        .With("entitlements", Collections.Texts, b => b.Entitlements, (b, v) => b with { Entitlements = v }, Since.Compose(2, 27))
        .With("isolation", Codecs.Text, b => b.Isolation, (b, v) => b with { Isolation = v })
        .With("ulimits", Collections.MapOf(LimitShapes.Ulimit), b => b.Ulimits, (b, v) => b with { Ulimits = v }, Since.Compose(2, 23, 1))
        .With("provenance", Codecs.Text, b => b.Provenance, (b, v) => b with { Provenance = v }, Since.Compose(2, 39))
        .With("sbom", Codecs.Text, b => b.Sbom, (b, v) => b with { Sbom = v }, Since.Compose(2, 39));
}
