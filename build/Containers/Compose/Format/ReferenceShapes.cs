using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>The shapes of what a service refers to: other services, files, models, secrets, configs.</summary>
static class ReferenceShapes
{
    static Codec<Condition> ConditionWord { get; } = Codecs.Make(
        condition => new YamlScalar(condition switch
        {
            Condition.ServiceHealthy => "service_healthy",
            Condition.ServiceCompletedSuccessfully => "service_completed_successfully",
            _ => "service_started",
        }),
        (node, _) => Codecs.Scalar(node) switch
        {
            "service_started" => Condition.ServiceStarted,
            "service_healthy" => Condition.ServiceHealthy,
            "service_completed_successfully" => Condition.ServiceCompletedSuccessfully,
            var other => throw Expected.Form("condition", other, "service_started, service_healthy or service_completed_successfully"),
        });

    static Shape<Dependency> Dependency { get; } = new Shape<Dependency>(() => Compose.Dependency.Started)
        .With("condition", ConditionWord, d => d.Condition, (d, v) => d with { Condition = v }, required: true)
        .With("required", Codecs.Bool, d => d.Required, (d, v) => d with { Required = v }, Since.Compose(2, 20, 2))
        .With("restart", Codecs.Bool, d => d.Restart, (d, v) => d with { Restart = v });

    public static Codec<Entries<Dependency>> Dependencies { get; } = Collections.NamesOr(Collections.MapOf(Dependency), Compose.Dependency.Started);

    public static Shape<EnvFile> EnvFile { get; } = new Shape<EnvFile>(() => new EnvFile(""))
        .Short(f => f.Required is null && f.Format is null ? Codecs.Text.Write(f.Path) : null,
            (_, node) => node is YamlScalar ? new EnvFile(Template.Parse(Codecs.Scalar(node))) : null)
        .With("path", Codecs.Text, f => f.Path, (f, v) => f with { Path = v }, required: true)
        .With("required", Codecs.Bool, f => f.Required, (f, v) => f with { Required = v }, Since.Compose(2, 24))
        .With("format", Codecs.Text, f => f.Format, (f, v) => f with { Format = v }, Since.Compose(2, 30));

    public static Shape<Extends> Extends { get; } = new Shape<Extends>(() => new Extends(""))
        .AlsoReads((_, node) => node is YamlScalar ? new Extends(Template.Parse(Codecs.Scalar(node))) : null)
        .With("service", Codecs.Text, e => e.Service, (e, v) => e with { Service = v }, required: true)
        .With("file", Codecs.Text, e => e.File, (e, v) => e with { File = v });

    public static Shape<Provider> Provider { get; } = new Shape<Provider>(() => new Provider(""))
        .With("type", Codecs.Text, p => p.Type, (p, v) => p with { Type = v }, required: true)
        .With("options", Collections.MapOf(Collections.OneOrMore), p => p.Options, (p, v) => p with { Options = v });

    static Shape<ModelUse> ModelUse { get; } = new Shape<ModelUse>(() => new ModelUse())
        .With("endpoint_var", Codecs.Variable, m => m.EndpointVariable, (m, v) => m with { EndpointVariable = v })
        .With("model_var", Codecs.Variable, m => m.ModelVariable, (m, v) => m with { ModelVariable = v }, Since.Compose(2, 38, 1));

    public static Codec<Entries<ModelUse?>> Models { get; } = Collections.NamesOf(ModelUse);

    public static Shape<SecretGrant> Secret { get; } = new Shape<SecretGrant>(() => new SecretGrant(""))
        .Short(g => g.Target is null && g.Uid is null && g.Gid is null && g.Mode is null ? Codecs.Text.Write(g.Source) : null,
            (_, node) => node is YamlScalar ? new SecretGrant(Template.Parse(Codecs.Scalar(node))) : null)
        .With("source", Codecs.Text, g => g.Source, (g, v) => g with { Source = v }, required: true)
        .With("target", Codecs.Text, g => g.Target, (g, v) => g with { Target = v })
        .With("uid", Codecs.Text, g => g.Uid, (g, v) => g with { Uid = v })
        .With("gid", Codecs.Text, g => g.Gid, (g, v) => g with { Gid = v })
        .With("mode", Codecs.Mode, g => g.Mode, (g, v) => g with { Mode = v });

    public static Shape<ConfigGrant> Config { get; } = new Shape<ConfigGrant>(() => new ConfigGrant(""))
        .Short(g => g.Target is null && g.Uid is null && g.Gid is null && g.Mode is null ? Codecs.Text.Write(g.Source) : null,
            (_, node) => node is YamlScalar ? new ConfigGrant(Template.Parse(Codecs.Scalar(node))) : null)
        .With("source", Codecs.Text, g => g.Source, (g, v) => g with { Source = v }, required: true)
        .With("target", Codecs.Text, g => g.Target, (g, v) => g with { Target = v })
        .With("uid", Codecs.Text, g => g.Uid, (g, v) => g with { Uid = v })
        .With("gid", Codecs.Text, g => g.Gid, (g, v) => g with { Gid = v })
        .With("mode", Codecs.Mode, g => g.Mode, (g, v) => g with { Mode = v });

    public static Shape<CredentialSpec> CredentialSpec { get; } = new Shape<CredentialSpec>(() => new CredentialSpec())
        .With("file", Codecs.Text, c => c.File, (c, v) => c with { File = v })
        .With("registry", Codecs.Text, c => c.Registry, (c, v) => c with { Registry = v })
        .With("config", Codecs.Text, c => c.Config, (c, v) => c with { Config = v });
}
