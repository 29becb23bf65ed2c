namespace ArgusAI.Containers.Reviews;

/// <summary>What an nginx configuration should keep; one file a concern.</summary>
static partial class NginxPolicies
{
    public static IEnumerable<Policy> All => [.. Tls, .. Headers, .. Proxies, .. WebSockets, .. Names, .. Injection, .. Access, .. Locations, .. Serving];

    /// <summary>A policy about the file as a whole.</summary>
    static Policy<NginxSubject> Of(string id, Severity severity, string source, string why, string fix, Func<NginxSubject, IEnumerable<Breach>> check) =>
        new(id, severity, source, why, fix, check);

    /// <summary>A policy about each directive of a name: the check gives the breach's message, or null.</summary>
    static Policy<NginxSubject> OfEach(string id, Severity severity, string source, string why, string fix, string directive, Func<Place, string?> check) =>
        Of(id, severity, source, why, fix, tree => from place in tree.Named(directive) let message = check(place) where message is not null select place.Breach(message));

    /// <summary>A policy about servers.</summary>
    static Policy<NginxSubject> OfServer(string id, Severity severity, string source, string why, string fix, Func<Place, string?> check) =>
        Of(id, severity, source, why, fix, tree => from server in tree.Servers let message = check(server) where message is not null select server.Breach(message));

    static bool Is(string? name, string header) => string.Equals(name, header, StringComparison.OrdinalIgnoreCase);

    /// <summary>The host of <c>scheme://host:port/path</c>, variables as they stand.</summary>
    static string? HostOf(string? pass) => pass is null ? null : Addresses.Host(pass);

    static bool IsAddress(string host) => host.Length == 0 || host[0] is '[' || host.StartsWith("unix:", StringComparison.Ordinal) || host.All(c => char.IsAsciiDigit(c) || c == '.') || host == "localhost";
}
