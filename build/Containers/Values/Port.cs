using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers;

/// <summary>The transport of a published port.</summary>
public enum Protocol
{
    /// <summary>TCP, the default.</summary>
    Tcp,
    /// <summary>UDP.</summary>
    Udp,
    /// <summary>SCTP.</summary>
    Sctp,
}

/// <summary>One port, or several in a row: <c>8000</c>, <c>8000-8010</c>; 1 to 65535.</summary>
public sealed record PortRange : IParsable<PortRange>
{
    const string Form = "a number from 1 to 65535, or two with a dash";

    /// <summary>The first port.</summary>
    public int First { get; }
    /// <summary>The last port, not below the first.</summary>
    public int Last { get; }

    /// <exception cref="ArgumentException">Outside 1–65535, or the last before the first.</exception>
    public PortRange(int first, int? last = null)
    {
        (First, Last) = (first, last ?? first);
        if (First is < 1 or > 65535 || Last is < 1 or > 65535 || Last < First) throw Expected.Form("port", ToString(), Form);
    }

    /// <summary>One port.</summary>
    /// <exception cref="ArgumentException">Outside 1–65535.</exception>
    public static implicit operator PortRange(int port) => new(port);

    /// <summary>Whether some port is in both.</summary>
    public bool Overlaps(PortRange other) => First <= other.Last && other.First <= Last;

    /// <exception cref="ArgumentException">Any other form; the message quotes the value.</exception>
    public static PortRange Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var range) ? range : throw Expected.Form("port", s, Form);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PortRange result)
    {
        result = null;
        var parts = s?.Split('-') ?? [];
        if (parts.Length is not (1 or 2) || !Number(parts[0], out var first) || !Number(parts[^1], out var last) || last < first) return false;
        result = new(first, last);
        return true;
    }

    static bool Number(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value is >= 1 and <= 65535;

    /// <inheritdoc/>
    public override string ToString() => First == Last
        ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");
}

/// <summary>A container's port and where the host publishes it.</summary>
/// <param name="Container">The port inside the container.</param>
public sealed record Port(Interpolated<PortRange> Container) : ExtensiblePart, IParsable<Port>
{
    /// <summary>The port on the host; null lets the engine choose a free one.</summary>
    public Interpolated<PortRange>? Host { get; init; }
    /// <summary>The host's address; null means all interfaces.</summary>
    public Template? HostAddress { get; init; }
    /// <summary>The transport.</summary>
    public Protocol Protocol { get; init; }
    /// <summary>A name for people and tools (long form only): Compose 2.25.</summary>
    public Template? Name { get; init; }
    /// <summary>What is spoken, such as <c>http</c> (long form only): Compose 2.25.</summary>
    public Template? AppProtocol { get; init; }
    /// <summary>Whether every node or the swarm as a whole publishes it (long form only).</summary>
    public Interpolated<PublishMode>? Mode { get; init; }

    /// <summary>One TCP port inside the container, published on a port of the engine's choice.</summary>
    public static implicit operator Port(int container) => new((PortRange)container);

    /// <summary>Reads the short form <c>[[address:]host:]container[/protocol]</c>, with variables anywhere.</summary>
    /// <exception cref="ArgumentException">Any other form; the message quotes the value.</exception>
    public static Port Parse(string s, IFormatProvider? provider = null) => PortReader.Read(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Port result)
    {
        try
        {
            result = s is null ? null : PortReader.Read(s);
        }
        catch (ArgumentException)
        {
            result = null;
        }
        return result is not null;
    }

    /// <summary>Whether the short form can say all of it; only what holds free text needs the proof.</summary>
    internal bool FitsShortForm => Name is null && AppProtocol is null && Mode is null
        && (Container.IsFixed && Host is null or { IsFixed: true } && HostAddress is null || TryParse(ToString(), null, out var read) && read == this);

    /// <summary>The short form.</summary>
    public override string ToString()
    {
        var address = HostAddress is null ? "" : HostAddress.LiteralText is { } text && text.Contains(':', StringComparison.Ordinal)
            ? $"[{text}]:" : $"{HostAddress}:";
        var host = Host is null ? address : $"{address}{Host}:";
        // An address without a port keeps its colon: "127.0.0.1::80".
        var gap = Host is null && HostAddress is not null ? ":" : "";
        return host + gap + Container + Protocol switch { Protocol.Udp => "/udp", Protocol.Sctp => "/sctp", _ => "" };
    }
}
