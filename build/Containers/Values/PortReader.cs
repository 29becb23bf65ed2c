namespace ArgusAI.Containers;

/// <summary>Reads Compose's short port form; colons inside <c>${…}</c> and <c>[…]</c> do not separate.</summary>
static class PortReader
{
    const string Form = "[[address:]host port:]container port[/tcp|udp|sctp], such as 127.0.0.1:8080:80";

    public static Port Read(string text)
    {
        var (body, protocol) = Protocol(text);
        var fields = Templates.Split(body, ':');
        if (fields.Count is < 1 or > 3 || fields[^1].Length == 0) throw Expected.Form("port", text, Form);
        try
        {
            return new Port(Interpolated<PortRange>.Parse(fields[^1]))
            {
                Host = fields.Count > 1 && fields[^2].Length > 0 ? Interpolated<PortRange>.Parse(fields[^2]) : null,
                HostAddress = fields.Count == 3 && fields[0].Length > 0 ? Template.Parse(fields[0].Trim('[', ']')) : null,
                Protocol = protocol,
            };
        }
        catch (ArgumentException problem)
        {
            throw new ArgumentException($"'{text}' is not a valid port: {problem.Message}", problem);
        }
    }

    static (string Body, Protocol Protocol) Protocol(string text)
    {
        var slash = text.LastIndexOf('/');
        if (slash < 0 || text.AsSpan(slash).Contains('}')) return (text, Containers.Protocol.Tcp);
        return Enum.TryParse<Protocol>(text[(slash + 1)..], ignoreCase: true, out var protocol)
            ? (text[..slash], protocol)
            : throw Expected.Form("port", text, Form);
    }
}
