namespace ArgusAI.Containers.Compose;

public static partial class ComposeRules
{
    /// <summary>Ports of the host that two containers would take. Profiles can be switched on together in any way, so any two can meet.</summary>
    /// <remarks>Sorted by their first port, only those that are still open can clash with the next one.</remarks>
    static IEnumerable<RuleFinding> HostPorts(ComposeFile file)
    {
        var published = file.Services
            .SelectMany(s => s.Value.Ports.Select((port, i) => (Service: s.Key, Index: i, Port: port)))
            .Where(p => p.Port.Host is not null)
            .Select((p, order) => new Published(order, p.Service, p.Index, p.Port)).ToArray();
        var clashes = published.Where(p => p.Range is not null).GroupBy(p => p.Port.Protocol).SelectMany(Overlapping)
            .Concat(published.Where(p => p.Range is null).GroupBy(p => (p.Port.Protocol, p.Port.Host)).SelectMany(same => Meeting(same)));
        return clashes.OrderBy(c => c.Later.Order).Select(c => Finding("port-clash", c.Later.Path,
            $"'{c.Later.Port}' takes the same host port as '{c.Earlier.Port}' of {c.Earlier.Path}: expected different ports, or different addresses"));
    }

    static IEnumerable<(Published Earlier, Published Later)> Overlapping(IEnumerable<Published> published)
    {
        var open = new PriorityQueue<Published, int>();
        var addresses = new Addresses();
        foreach (var next in published.OrderBy(p => p.Range!.First).ThenBy(p => p.Order))
        {
            while (open.TryPeek(out var closed, out var last) && last < next.Range!.First)
            {
                addresses.Remove(closed);
                open.Dequeue();
            }
            if (addresses.Meets(next) is { } other) yield return other.Order < next.Order ? (other, next) : (next, other);
            addresses.Add(next);
            open.Enqueue(next, next.Range!.Last);
        }
    }

    static IEnumerable<(Published Earlier, Published Later)> Meeting(IEnumerable<Published> published)
    {
        var addresses = new Addresses();
        foreach (var next in published)
        {
            if (addresses.Meets(next) is { } other) yield return (other, next);
            addresses.Add(next);
        }
    }

    /// <summary>What is published at present, by address; every address meets that of all interfaces.</summary>
    sealed class Addresses
    {
        readonly Dictionary<string, SortedSet<Published>> _byAddress = new(StringComparer.Ordinal);
        readonly SortedSet<Published> _all = new(Published.ByOrder);

        public Published? Meets(Published next)
        {
            if (IsAny(next.Address)) return _all.Min;
            var same = _byAddress.GetValueOrDefault(next.Address)?.Min;
            var any = _byAddress.GetValueOrDefault("")?.Min;
            return same is null || any is not null && any.Order < same.Order ? any : same;
        }

        public void Add(Published port)
        {
            if (!_byAddress.TryGetValue(Key(port), out var same)) _byAddress.Add(Key(port), same = new(Published.ByOrder));
            same.Add(port);
            _all.Add(port);
        }

        public void Remove(Published port)
        {
            _byAddress[Key(port)].Remove(port);
            _all.Remove(port);
        }

        static string Key(Published port) => IsAny(port.Address) ? "" : port.Address;
    }

    /// <summary>A port on the host, with its variables' defaults put in once, not at every comparison.</summary>
    sealed record Published(int Order, string Service, int Index, Port Port)
    {
        public static IComparer<Published> ByOrder { get; } = Comparer<Published>.Create((a, b) => a.Order.CompareTo(b.Order));

        public string Path => At(Service, $"ports[{Index}]");
        public string Address { get; } = Default(Port.HostAddress);
        public PortRange? Range { get; } = RangeOf(Port.Host!);
    }

    static bool IsAny(string address) => address is "" or "0.0.0.0" or "::";

    static PortRange? RangeOf(Interpolated<PortRange> port) => port.IsFixed ? port.Value
        : PortRange.TryParse(Default(port.Template), null, out var range) ? range : null;

    /// <summary>What a template is when no variable is set; one without a default stands for itself.</summary>
    internal static string Default(Template? template) => template is null ? "" : string.Concat(template.Parts.Select(part => part switch
    {
        TemplatePart.Literal literal => literal.Text,
        TemplatePart.Variable { Value: { Fallback: Fallback.IfBlank or Fallback.IfUnset, Argument: { } argument } } => Default(argument),
        _ => part.ToString(),
    }));
}
