using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>Ports: the short form, quoted, unless there is something only the long form can say.</summary>
static class PortShape
{
    static readonly Codec<Protocol> ProtocolWord = Codecs.Make(
        protocol => new YamlScalar(protocol switch { Protocol.Udp => "udp", Protocol.Sctp => "sctp", _ => "tcp" }),
        (node, _) => Codecs.Scalar(node) switch
        {
            "tcp" => Protocol.Tcp,
            "udp" => Protocol.Udp,
            "sctp" => Protocol.Sctp,
            var other => throw Expected.Form("protocol", other, "tcp, udp or sctp"),
        });

    public static Shape<Port> Port { get; } = new Shape<Port>(() => new Port((PortRange)1))
        .Short(
            // Quoted, because readers of YAML 1.1 take 22:22 for a number of base 60.
            p => p.FitsShortForm ? new YamlScalar(p.ToString()) { Quoted = true } : null,
            (_, node) => node is YamlScalar ? Containers.Port.Parse(Codecs.Scalar(node)) : null)
        .With("name", Codecs.Text, p => p.Name, (p, v) => p with { Name = v }, Since.Compose(2, 25))
        .With("target", Codecs.Ports, p => p.Container, (p, v) => p with { Container = v }, required: true)
        .With("published", Codecs.Ports, p => p.Host, (p, v) => p with { Host = v })
        .With("host_ip", Codecs.Text, p => p.HostAddress, (p, v) => p with { HostAddress = v })
        .With("protocol", ProtocolWord, p => p.Protocol, (p, v) => p with { Protocol = v })
        .With("app_protocol", Codecs.Text, p => p.AppProtocol, (p, v) => p with { AppProtocol = v }, Since.Compose(2, 25))
        .With("mode", Codecs.OneOf<PublishMode>(), p => p.Mode, (p, v) => p with { Mode = v });
}
