namespace ArgusAI.Containers.Nginx;

/// <summary>A variable made from another.</summary>
/// <param name="Source">The text that is looked up, such as <c>$http_upgrade</c>.</param>
/// <param name="Variable">The variable that is made, with <c>$</c>.</param>
/// <param name="Default">Its value when nothing matches.</param>
public sealed record Map(Text Source, string Variable, Text Default)
{
    /// <summary>Values by what the source is; a key may be a regular expression (<c>~</c>), or a host with <c>*</c> with <see cref="Hostnames"/>.</summary>
    public Entries<Text> Values { get; init; } = Entries<Text>.None;
    /// <summary>Whether keys may be hosts such as <c>*.example.com</c>.</summary>
    public bool Hostnames { get; init; }
    /// <summary>Whether the value is made anew at each use.</summary>
    public bool Volatile { get; init; }
    /// <summary>The comment above the block.</summary>
    public Aside<string?> Comment { get; init; }

    /// <summary>The <c>Connection</c> header a WebSocket needs, and keep-alive for everything else: <c>$connection_upgrade</c>.</summary>
    public static Map ConnectionUpgrade { get; } = new("$http_upgrade", "$connection_upgrade", "upgrade") { Values = new() { [""] = "" } };
}

/// <summary>A variable made from an address.</summary>
/// <param name="Variable">The variable that is made, with <c>$</c>.</param>
/// <param name="Values">Values by network, and the <c>default</c>; they mean themselves.</param>
public sealed record Geo(string Variable, Entries<string> Values)
{
    /// <summary>The address that is looked up; null means the client's.</summary>
    public string? Source { get; init; }
    /// <summary>The comment above the block.</summary>
    public Aside<string?> Comment { get; init; }
}
