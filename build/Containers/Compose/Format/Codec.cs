using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>What is known about a place of a file without knowing its type.</summary>
abstract class Codec
{
    /// <summary>What stands at a key of the map that this describes; null where it is no map or has no such key.</summary>
    public virtual Place? At(string key) => null;

    /// <summary>What every item of the list is that this describes; null where it is no list.</summary>
    public virtual Codec? Item => null;

    /// <summary>The oldest versions that understand the node as it is written; null where every supported one does.</summary>
    public virtual MinimumVersion? Needs(YamlNode node) => null;

    /// <summary>How an empty list or map is said where it must be said; null where nothing is no value.</summary>
    public virtual YamlNode? Empty => null;

    /// <summary>What stands at a key, and since when the key is known.</summary>
    public sealed record Place(Codec Codec, MinimumVersion? Since = null);
}

/// <summary>Both directions of one value: written in one canonical form, read in every form the specification allows.</summary>
abstract class Codec<T> : Codec
{
    /// <summary>The node; null writes nothing.</summary>
    public abstract YamlNode? Write(T value);

    /// <summary>The value. Problems are told to the reading, which goes on with some value.</summary>
    /// <exception cref="ArgumentException">The node is not such a value; whoever reads the key turns it into a problem.</exception>
    public abstract T Read(YamlNode node, Reading reading);
}

/// <summary>A codec of two functions; what is below is described by another, where there is something.</summary>
sealed class FunctionCodec<T>(Func<T, YamlNode?> write, Func<YamlNode, Reading, T> read, Codec? like = null) : Codec<T>
{
    public override YamlNode? Write(T value) => write(value);
    public override T Read(YamlNode node, Reading reading) => read(node, reading);
    public override Place? At(string key) => like?.At(key);
    public override Codec? Item => like?.Item;
    public override MinimumVersion? Needs(YamlNode node) => like?.Needs(node);
    public override YamlNode? Empty => like?.Empty;
}
