namespace ArgusAI.Containers.Compose;

// How it is reached and what it reaches.
public sealed partial record Service
{
    /// <summary>Ports published on the host.</summary>
    public Items<Port> Ports { get; init; } = [];
    /// <summary>Ports for other containers only.</summary>
    public Items<ExposedPort> Expose { get; init; } = [];
    /// <summary>The networks it joins; null with nothing to add.</summary>
    public Entries<ServiceNetwork?> Networks { get; init; } = Entries<ServiceNetwork?>.None;
    /// <summary><c>none</c>, <c>host</c>, <c>bridge</c>, <c>service:…</c> or <c>container:…</c>; excludes networks.</summary>
    public Template? NetworkMode { get; init; }
    /// <summary>The name the container has for itself.</summary>
    public Template? Hostname { get; init; }
    /// <summary>The domain the container has for itself.</summary>
    public Template? Domainname { get; init; }
    /// <summary>Its hardware address in the network it has; with several networks, say it there.</summary>
    public Template? MacAddress { get; init; }
    /// <summary>Name servers.</summary>
    public Items<Template> Dns { get; init; } = [];
    /// <summary>Options of the resolver, such as <c>ndots:1</c>.</summary>
    public Items<Template> DnsOptions { get; init; } = [];
    /// <summary>Domains in which short names are looked up.</summary>
    public Items<Template> DnsSearch { get; init; } = [];
    /// <summary>More host names, each <c>name=address</c>.</summary>
    public Items<Template> ExtraHosts { get; init; } = [];
    /// <summary>Services it reaches under more names, each <c>service[:alias]</c>; aliases of a network say the same better.</summary>
    public Items<Template> Links { get; init; } = [];
    /// <summary>Containers of other projects, each <c>container[:alias]</c>.</summary>
    public Items<Template> ExternalLinks { get; init; } = [];
}
