using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ArgusAI.Containers;

/// <summary>A reference to an image: <c>[registry/]name[:tag][@digest]</c>, printed as it was given (no default is filled in).</summary>
/// <remarks>Grammar: the distribution project's reference format.</remarks>
public sealed partial record ImageRef : IParsable<ImageRef>, IComparable<ImageRef>
{
    const string Form = "[registry/]name[:tag][@sha256:…], lower case, such as ghcr.io/owner/app:1.0";

    /// <summary>Host and port; null means the engine's default registry.</summary>
    public string? Registry { get; }
    /// <summary>The repository's path.</summary>
    public string Name { get; }
    /// <summary>The tag; null means <c>latest</c> unless there is a digest.</summary>
    public string? Tag { get; }
    /// <summary><c>algorithm:hex</c>; null when the reference is not pinned.</summary>
    public string? Digest { get; }

    /// <exception cref="ArgumentException">A part has a form that no registry accepts.</exception>
    public ImageRef(string? registry, string name, string? tag = null, string? digest = null)
    {
        (Registry, Name, Tag, Digest) = (registry, name, tag, digest);
        if (!NameForm().IsMatch(name) || registry is not null && !RegistryForm().IsMatch(registry)
            || tag is not null && !TagForm().IsMatch(tag) || digest is not null && !DigestForm().IsMatch(digest))
            throw Expected.Form("image reference", ToString(), Form);
    }

    /// <summary>The same image, pinned to a digest.</summary>
    public ImageRef At(string digest) => new(Registry, Name, Tag, digest);

    /// <exception cref="ArgumentException">Any other form; the message quotes the value.</exception>
    public static ImageRef Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var image)
        ? image : throw Expected.Form("image reference", s, Form);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ImageRef result)
    {
        result = null;
        if (string.IsNullOrEmpty(s)) return false;
        var (rest, digest) = s.Split('@', 2) is [var before, var after] ? (before, after) : (s, null);
        var (path, tag) = rest.LastIndexOf(':') is var colon && colon > rest.LastIndexOf('/')
            ? (rest[..colon], rest[(colon + 1)..])
            : (rest, null);
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        // The first component is a host only when it cannot be a plain path component: that is Docker's own rule.
        var host = slash > 0 && (path[..slash] == "localhost" || path[..slash].AsSpan().ContainsAny('.', ':')) ? path[..slash] : null;
        try
        {
            result = new(host, host is null ? path : path[(slash + 1)..], tag, digest);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(ImageRef? other) => string.CompareOrdinal(ToString(), other?.ToString());
    /// <summary>Ordinally before.</summary>
    public static bool operator <(ImageRef left, ImageRef right) => left.CompareTo(right) < 0;
    /// <summary>Ordinally after.</summary>
    public static bool operator >(ImageRef left, ImageRef right) => left.CompareTo(right) > 0;
    /// <summary>Ordinally before or equal.</summary>
    public static bool operator <=(ImageRef left, ImageRef right) => left.CompareTo(right) <= 0;
    /// <summary>Ordinally after or equal.</summary>
    public static bool operator >=(ImageRef left, ImageRef right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() =>
        (Registry is null ? "" : Registry + "/") + Name + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    [GeneratedRegex(@"^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z")]
    private static partial Regex NameForm();
    [GeneratedRegex(@"^([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(:[0-9]+)?\z")]
    private static partial Regex RegistryForm();
    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex TagForm();
    [GeneratedRegex(@"^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})\z")]
    private static partial Regex DigestForm();
}
