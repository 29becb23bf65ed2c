using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Pins;

/// <summary>One reading of a pin file: its images and its problems.</summary>
sealed class ImagePinReader
{
    // Reserved for local networks (RFC 6762): no public registry can answer for it.
    const string LocalSuffix = ".local";

    readonly SyntaxProblems _problems = new();

    public IReadOnlyList<SyntaxProblem> Problems => _problems.All;

    public IReadOnlyList<ImagePin> Read(YamlNode root)
    {
        if (root is not YamlMapping file)
        {
            _problems.Add(root.Position.Value, "expected one mapping with the key 'images'");
            return [];
        }
        Check(file, ["images"]);
        if (file.Entries.GetValueOrDefault("images") is YamlMapping { Entries.Count: > 0 } images)
            return [.. images.Entries.Select(e => Pin(e.Key, e.Value, images.PositionOf(e.Key))).OfType<ImagePin>()];
        _problems.Add(file.PositionOf("images"), "expected 'images' with at least one image");
        return [];
    }

    ImagePin? Pin(string key, YamlNode node, Position at)
    {
        if (node is not YamlMapping fields)
        {
            _problems.Add(at, $"image '{key}' needs the keys reference and stand-in");
            return null;
        }
        Check(fields, ["reference", "digest", "stand-in"]);
        var (reference, standIn) = (Reference(fields, key, "reference"), Reference(fields, key, "stand-in"));
        if (reference?.Digest is not null)
            return Refused(fields, "reference", $"the reference of '{key}' holds a digest; it has a key of its own: digest: {reference.Digest}");
        // Never a name that a registry could also answer for: a stand-in must not pass for the official image.
        if (standIn is not null && standIn.Registry?.EndsWith(LocalSuffix, StringComparison.Ordinal) != true)
            return Refused(fields, "stand-in", $"the stand-in of '{key}' is '{standIn}'; expected a name below a registry that ends in {LocalSuffix}");
        return reference is null || standIn is null ? null : new ImagePin(key, reference, Digest(fields, key, reference), standIn);
    }

    ImagePin? Refused(YamlMapping fields, string field, string message)
    {
        _problems.Add(fields.Entries[field].Position.Value, message);
        return null;
    }

    string? Digest(YamlMapping fields, string key, ImageRef reference)
    {
        if (!fields.Entries.TryGetValue("digest", out var node) || node is YamlScalar { Text: "" } || Text(node, key, "digest") is not { } text) return null;
        try
        {
            return reference.At(text).Digest;
        }
        catch (ArgumentException)
        {
            _problems.Add(node.Position.Value, $"the digest of '{key}' is '{Expected.Short(text)}'; expected sha256: and 64 hexadecimal digits");
            return null;
        }
    }

    ImageRef? Reference(YamlMapping fields, string key, string field)
    {
        if (!fields.Entries.TryGetValue(field, out var node)) _problems.Add(fields.Position.Value, $"image '{key}' has no {field}");
        else if (Text(node, key, field) is { } text)
        {
            if (ImageRef.TryParse(text, null, out var image)) return image;
            _problems.Add(node.Position.Value, $"the {field} of '{key}' is '{Expected.Short(text)}'; expected [registry/]name[:tag]");
        }
        return null;
    }

    string? Text(YamlNode node, string key, string field)
    {
        if (node is YamlScalar { Tag: null } scalar) return scalar.Text;
        _problems.Add(node.Position.Value, $"the {field} of '{key}' must be one word");
        return null;
    }

    void Check(YamlMapping mapping, string[] known)
    {
        foreach (var key in mapping.Entries.Keys.Where(key => !known.Contains(key)))
            _problems.Add(mapping.PositionOf(key), $"unknown key '{Expected.Short(key)}'; expected {string.Join(", ", known)}");
    }
}
