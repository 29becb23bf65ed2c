using System.Globalization;

namespace ArgusAI.Containers.Compose;

/// <summary>A device of the host inside a container, or one of the Container Device Interface (<c>vendor.com/class=name</c>).</summary>
/// <param name="Source">Its path on the host.</param>
public sealed record Device(Template Source) : ExtensiblePart
{
    /// <summary>Its path in the container; null means the same.</summary>
    public Template? Target { get; init; }
    /// <summary>What the container may do: letters of <c>rwm</c> (read, write, make).</summary>
    public Template? Permissions { get; init; }

    /// <summary>Reads <c>host[:container[:rwm]]</c>; variables are not read, see <see cref="Parse"/>.</summary>
    public static implicit operator Device(string text) => Read(text, t => t);

    /// <summary>Reads <c>host[:container[:rwm]]</c>, with variables anywhere.</summary>
    /// <exception cref="ArgumentException">Any other form.</exception>
    public static Device Parse(string text) => Read(text, t => Template.Parse(t));

    static Device Read(string text, Func<string, Template> template) => Templates.Split(text, ':') switch
    {
        [{ Length: > 0 } source] => new(template(source)),
        [{ Length: > 0 } source, { Length: > 0 } target] => new(template(source)) { Target = template(target) },
        [{ Length: > 0 } source, { Length: > 0 } target, { Length: > 0 } permissions] => new(template(source)) { Target = template(target), Permissions = template(permissions) },
        _ => throw Expected.Form("device", text, "host[:container[:rwm]], such as /dev/ttyUSB0:/dev/ttyUSB0"),
    };

    /// <summary>The short form.</summary>
    internal string ToShortForm() => string.Join(':', new[] { Source, Target, Permissions }.OfType<Template>());
    /// <summary>Whether the short form can say all of it.</summary>
    internal bool FitsShortForm => (Permissions is null || Target is not null) && TryShort(out var read) && read == this;

    bool TryShort(out Device? read)
    {
        try
        {
            read = Parse(ToShortForm());
        }
        catch (ArgumentException)
        {
            read = null;
        }
        return read is not null;
    }
}

/// <summary>Devices that a driver gives out, such as graphics processors.</summary>
public sealed record DeviceRequest : ExtensiblePart
{
    /// <summary>What they must be able to do, such as <c>gpu</c>; required below <c>deploy</c>, implied below <c>gpus</c>.</summary>
    public Items<Template> Capabilities { get; init; } = [];
    /// <summary>How many; null with no identifiers means all. Excludes identifiers.</summary>
    public Interpolated<DeviceCount>? Count { get; init; }
    /// <summary>Which ones. Excludes a count.</summary>
    public Items<Template> DeviceIds { get; init; } = [];
    /// <summary>Who gives them out, such as <c>nvidia</c>.</summary>
    public Template? Driver { get; init; }
    /// <summary>The driver's options.</summary>
    public Entries<Template> Options { get; init; } = Entries<Template>.None;

    /// <summary>Every graphics processor.</summary>
    public static DeviceRequest AllGpus { get; } = new() { Count = DeviceCount.All };
}

/// <summary>How many devices.</summary>
/// <param name="Number">Not negative; null is all of them, written <c>all</c>.</param>
public readonly record struct DeviceCount(long? Number) : IParsable<DeviceCount>
{
    /// <summary>All of them.</summary>
    public static DeviceCount All => default;
    /// <summary>So many.</summary>
    public static implicit operator DeviceCount(int number) => new(number);

    /// <exception cref="ArgumentException">Neither a number nor <c>all</c>.</exception>
    public static DeviceCount Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var count) ? count : throw Expected.Form("device count", s, "a number or all");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out DeviceCount result)
    {
        // -1 is what Compose itself prints for all.
        result = long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(number) : default;
        return result.Number is not null || s is "all" or "-1";
    }

    /// <inheritdoc/>
    public override string ToString() => Number?.ToString(CultureInfo.InvariantCulture) ?? "all";
}
