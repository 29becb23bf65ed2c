using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Pins;

/// <summary>One reading of a pin file: its images and its problems.</summary>
sealed class ImagePinReader
{
    // Reserved for local networks (RFC 6762): no public registry can answer for it.
    const string LocalSuffix = ".local";

    readonly SyntaxProblems _problems = new();

    readonly Dictionary<string, Position> _places = new(StringComparer.Ordinal);

    public IReadOnlyList<SyntaxProblem> Problems => _problems.All;

    /// <summary>Where the value of each image's <c>image</c> begins.</summary>
    public IReadOnlyDictionary<string, Position> Places => _places;

    public IReadOnlyList<ImagePin> Read(YamlNode root)
    {
        if (root is not YamlMapping file)
        {
            _problems.Add(root.Position.Value, "expected one mapping with the key 'images'");
            return [];
        }
        Check(file, ["apiVersion", "kind", "images"]);
        foreach (var (key, value) in ((string, string)[])[("apiVersion", ImagePins.ApiVersion), ("kind", ImagePins.Kind)])
        {
            if (file.Entries.GetValueOrDefault(key) is not YamlScalar { Tag: null } given || given.Text != value)
                _problems.Add(file.PositionOf(key), $"expected '{key}: {value}', without which bots do not read the file");
        }
        if (file.Entries.GetValueOrDefault("images") is YamlMapping { Entries.Count: > 0 } images)
            return [.. images.Entries.Select(e => Pin(e.Key, e.Value, images.PositionOf(e.Key))).OfType<ImagePin>()];
        _problems.Add(file.PositionOf("images"), "expected 'images' with at least one image");
        return [];
    }

    ImagePin? Pin(string key, YamlNode node, Position at)
    {
        if (node is not YamlMapping fields)
        {
            _problems.Add(at, $"image '{key}' needs the keys image and stand-in");
            return null;
        }
        Check(fields, ["image", "stand-in"]);
        var (image, standIn) = (Reference(fields, key, "image"), Reference(fields, key, "stand-in"));
        // Without a tag nobody knows what a newer digest would be of.
        if (image is { Tag: null })
            return Refused(fields, "image", $"the image of '{key}' is '{image}'; expected a tag: [registry/]name:tag[@sha256:…]");
        // Never a name that a registry could also answer for: a stand-in must not pass for the official image.
        if (standIn is not null && standIn.Registry?.EndsWith(LocalSuffix, StringComparison.Ordinal) != true)
            return Refused(fields, "stand-in", $"the stand-in of '{key}' is '{standIn}'; expected a name below a registry that ends in {LocalSuffix}");
        if (image is null || standIn is null) return null;
        _places[key] = fields.Entries["image"].Position.Value;
        return new ImagePin(key, new ImageRef(image.Registry, image.Name, image.Tag), image.Digest, standIn);
    }

    ImagePin? Refused(YamlMapping fields, string field, string message)
    {
        _problems.Add(fields.Entries[field].Position.Value, message);
        return null;
    }

    ImageRef? Reference(YamlMapping fields, string key, string field)
    {
        if (!fields.Entries.TryGetValue(field, out var node)) _problems.Add(fields.Position.Value, $"image '{key}' has no {field}");
        else if (Text(node, key, field) is { } text)
        {
            if (ImageRef.TryParse(text, null, out var image)) return image;
            _problems.Add(node.Position.Value, $"the {field} of '{key}' is '{Expected.Short(text)}'; expected [registry/]name:tag[@sha256:…]");
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
