using System.Diagnostics.CodeAnalysis;
using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose.Format;

/// <summary>Both directions of one value: written in one canonical form, read in every form the specification allows.</summary>
abstract class Codec<T>
{
    /// <summary>The node; null writes nothing.</summary>
    public abstract YamlNode? Write(T value);

    /// <summary>The value. Problems are told to the reading, which goes on with some value.</summary>
    /// <exception cref="ArgumentException">The node is not such a value; whoever reads the key turns it into a problem.</exception>
    public abstract T Read(YamlNode node, Reading reading);
}

/// <summary>One reading of a file: its problems.</summary>
sealed class Reading
{
    readonly List<SyntaxProblem> _problems = [];

    public IReadOnlyList<SyntaxProblem> Problems => _problems;

    public void Problem(Position at, string message) => _problems.Add(new(at, message));

    /// <summary>Reads a value, or notes the problem and says false.</summary>
    public bool Try<T>(YamlNode node, Codec<T> codec, [MaybeNullWhen(false)] out T value)
    {
        try
        {
            if (node.Tag is not null) throw new ArgumentException($"the tag '{node.Tag}' is not known: expected none");
            value = codec.Read(node, this);
            return true;
        }
        catch (ArgumentException problem)
        {
            Problem(node.Position.Value, problem.Message);
            value = default;
            return false;
        }
    }
}

/// <summary>A codec of two functions.</summary>
sealed class FunctionCodec<T>(Func<T, YamlNode?> write, Func<YamlNode, Reading, T> read) : Codec<T>
{
    public override YamlNode? Write(T value) => write(value);
    public override T Read(YamlNode node, Reading reading) => read(node, reading);
}
