using ArgusAI.Containers.Nginx;

namespace ArgusAI.Containers.Reviews;

/// <summary>An nginx configuration under review: every directive with the blocks around it.</summary>
sealed class NginxSubject
{
    readonly ILookup<string, Place> _byName;

    public NginxSubject(IReadOnlyList<Directive> directives)
    {
        var all = new List<Place>();
        Walk(new Place(new Directive("main", []) { Block = directives.ToItems() }, null, ""), all);
        All = all;
        _byName = all.ToLookup(p => p.Self.Name, StringComparer.Ordinal);
        Upstreams = Named("upstream").Select(u => u.Argument).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every directive, in the order of the text.</summary>
    public IReadOnlyList<Place> All { get; }
    /// <summary>The names of the upstreams.</summary>
    public IReadOnlySet<string> Upstreams { get; }

    /// <summary>The directives of a name.</summary>
    public IEnumerable<Place> Named(string name) => _byName[name];
    /// <summary>The blocks of http servers.</summary>
    public IEnumerable<Place> Servers => Named("server").Where(s => s.Self.Block is not null);
    /// <summary>Whether some server speaks TLS.</summary>
    public bool HasTls => Servers.Any(s => s.SpeaksTls);

    static void Walk(Place place, List<Place> all)
    {
        foreach (var child in place.Children)
        {
            all.Add(child);
            // The entries of these blocks are data.
            if (child.Self is { Block: not null, Name: not ("map" or "geo" or "types" or "split_clients" or "charset_map") }) Walk(child, all);
        }
    }
}

/// <summary>A directive with the blocks around it.</summary>
sealed class Place(Directive self, Place? around, string path)
{
    ILookup<string, Place>? _byName;

    public Directive Self => self;
    /// <summary>The block it stands in.</summary>
    public Place? Around => around;
    /// <summary>Its first argument.</summary>
    public string? Argument => self.Arguments.Count > 0 ? self.Arguments[0] : null;
    /// <summary>Its arguments, joined by spaces.</summary>
    public string Text => string.Join(' ', self.Arguments);

    /// <summary>The directives of its block.</summary>
    public IReadOnlyList<Place> Children => field ??= [.. (self.Block ?? []).Select(d => new Place(d, this, $"{path} {(d.Block is null ? d.Name : string.Join(' ', d.Arguments.Prepend(d.Name)))}".TrimStart()))];

    /// <summary>The directives of a name in its block.</summary>
    public IEnumerable<Place> Named(string name) => (_byName ??= Children.ToLookup(c => c.Self.Name, StringComparer.Ordinal))[name];

    /// <summary>The directives of a name that hold in this block: its own, else those of the nearest block around it that has some.</summary>
    public IEnumerable<Place> Holding(string name)
    {
        for (var place = this; place is not null; place = place.Around)
            if (place.Named(name).Any()) return place.Named(name);
        return [];
    }

    /// <summary>The first argument of the directive that holds in this block.</summary>
    public string? Value(string name) => Holding(name).LastOrDefault()?.Argument;

    /// <summary>The names of the headers that hold in this block.</summary>
    public HashSet<string> Headers(string kind) => Holding(kind).Select(h => h.Argument).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Everything below it.</summary>
    public IEnumerable<Place> Below => Children.SelectMany(c => c.Below.Prepend(c));

    /// <summary>Whether it is a server that speaks TLS.</summary>
    public bool SpeaksTls => Named("listen").Any(l => l.Self.Arguments.Contains("ssl")) || Named("ssl").Any(s => s.Argument == "on");

    /// <summary>Whether it is a server with content of its own, not only redirects and answers.</summary>
    public bool HasContent => Below.Any(d => d.Self.Name is "proxy_pass" or "root" or "alias" or "try_files" or "fastcgi_pass" or "uwsgi_pass" or "grpc_pass");

    /// <summary>A breach here.</summary>
    public Breach Breach(string message) => new(path, $"{path}: {message}", self.Position.Value);
}
