using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>Whether something exists outside the project: a flag, or the obsolete map that gives its name too.</summary>
sealed record External(Interpolated<bool> Flag, Template? Name = null)
{
    static readonly Shape<External> Obsolete = new Shape<External>(() => new External(true))
        .With("name", Codecs.Text, e => e.Name, (e, v) => e with { Name = v });

    public static Codec<External> Codec { get; } = Codecs.Make<External>(
        external => Codecs.Bool.Write(external.Flag),
        (node, reading) => node is YamlMapping ? Obsolete.Read(node, reading) : new External(Codecs.Bool.Read(node, reading)));

    public static External? Of(Interpolated<bool>? flag) => flag is null ? null : new(flag);
}
