namespace ArgusAI.Containers.Nginx;

/// <summary>A group of servers that requests are passed to.</summary>
/// <param name="Name">Its name, for <c>proxy_pass http://name</c>.</param>
/// <param name="Servers">Its servers.</param>
public sealed record Upstream(string Name, Items<UpstreamServer> Servers)
{
    /// <summary>Memory in which all processes know the servers' state.</summary>
    public Zone? Zone { get; init; }
    /// <summary>How a server is chosen; null means in turn.</summary>
    public Balancing? Balancing { get; init; }
    /// <summary>Idle connections kept open.</summary>
    public int? KeepAlive { get; init; }
    /// <summary>How many requests one connection may carry.</summary>
    public int? KeepAliveRequests { get; init; }
    /// <summary>How long an idle connection is kept; nginx's default is 60 s.</summary>
    public Duration? KeepAliveTimeout { get; init; }
    /// <summary>Directives the model has no property for.</summary>
    public Items<Directive> Extra { get; init; } = [];
    /// <summary>The comment above the block.</summary>
    public Aside<string?> Comment { get; init; }
    /// <summary>Comments by directive name.</summary>
    public Why Why { get; init; } = Why.None;
}

/// <summary>A server of an <see cref="Upstream"/>.</summary>
/// <param name="Address">Host and port, or <c>unix:</c> and a path. A name is resolved when nginx starts, which it does not when the name is unknown.</param>
public sealed record UpstreamServer(string Address)
{
    /// <summary>Its share of requests; nginx's default is 1.</summary>
    public int? Weight { get; init; }
    /// <summary>The most connections at a time.</summary>
    public int? MaxConnections { get; init; }
    /// <summary>So many failures within <see cref="FailTimeout"/> take it out for that long; nginx's default is 1, 0 never takes it out.</summary>
    public int? MaxFails { get; init; }
    /// <summary>How long failures count and a failed server rests; nginx's default is 10 s.</summary>
    public Duration? FailTimeout { get; init; }
    /// <summary>Whether it is asked only when the others are out.</summary>
    public bool Backup { get; init; }
    /// <summary>Whether it is out for good.</summary>
    public bool Down { get; init; }
    /// <summary>Whether its name is resolved again and again (nginx 1.27.3; needs a <see cref="Upstream.Zone"/> and a resolver).</summary>
    public bool Resolve { get; init; }

    /// <summary>A server without options.</summary>
    public static implicit operator UpstreamServer(string address) => new(address);
}

/// <summary>Shared memory.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Its size; null for memory that another place sizes.</param>
public sealed record Zone(string Name, ByteSize? Size = null);

/// <summary>How a server is chosen.</summary>
/// <param name="Directive"><c>least_conn</c>, <c>ip_hash</c>, <c>hash</c> or <c>random</c>.</param>
/// <param name="Arguments">What stands behind it.</param>
public sealed record Balancing(string Directive, Items<string> Arguments)
{
    /// <summary>The one with the fewest connections.</summary>
    public static Balancing LeastConnections { get; } = new("least_conn", []);
    /// <summary>Always the same for a client's address.</summary>
    public static Balancing ClientAddress { get; } = new("ip_hash", []);
    /// <summary>Any.</summary>
    public static Balancing Random { get; } = new("random", []);
    /// <summary>Always the same for a key.</summary>
    /// <param name="key">The key, such as <c>$request_uri</c>.</param>
    /// <param name="consistent">Whether few keys move when a server goes.</param>
    public static Balancing Hash(Text key, bool consistent = false) => new("hash", consistent ? [key.ToString(), "consistent"] : [key.ToString()]);
}
