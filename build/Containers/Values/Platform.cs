using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ArgusAI.Containers;

/// <summary>What an image runs on: <c>os/architecture[/variant]</c>, or the builder's own names for its two sides.</summary>
public sealed partial record Platform : IParsable<Platform>
{
    /// <summary>As written after <c>--platform=</c>.</summary>
    public string Value { get; }

    Platform(string value) => Value = value;

    /// <summary>The machine that builds (<c>$BUILDPLATFORM</c>): no emulation.</summary>
    public static Platform Build { get; } = new("$BUILDPLATFORM");
    /// <summary>The platform that is built for (<c>$TARGETPLATFORM</c>), which is also the default.</summary>
    public static Platform Target { get; } = new("$TARGETPLATFORM");
    /// <summary>64-bit Intel and AMD.</summary>
    public static Platform LinuxAmd64 { get; } = new("linux/amd64");
    /// <summary>64-bit ARM.</summary>
    public static Platform LinuxArm64 { get; } = new("linux/arm64");

    /// <exception cref="ArgumentException">Any other form; the message quotes the value.</exception>
    public static Platform Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var platform)
        ? platform
        : throw Expected.Form("platform", s, "os/architecture[/variant], such as linux/arm64");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Platform result)
    {
        result = s is not null && (Form().IsMatch(s) || s is "$BUILDPLATFORM" or "$TARGETPLATFORM") ? new(s) : null;
        return result is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;

    [GeneratedRegex("^[a-z0-9_-]+/[a-z0-9_-]+(/[a-z0-9._-]+)?$")]
    private static partial Regex Form();
}
