using ArgusAI.Containers;
using ArgusAI.Containers.Pins;

namespace ArgusAI.Operations.Images;

/// <summary>The pin file of a clone.</summary>
public static class PinFile
{
    /// <summary>Where it stands.</summary>
    public const string Path = "deploy/images.yml";

    /// <summary>Reads it.</summary>
    /// <exception cref="OperationException">It is missing or malformed; the message names the line.</exception>
    public static ImagePins Load(Workspace workspace)
    {
        if (!File.Exists(workspace[Path])) throw new OperationException($"{Path} is missing", $"restore it: git checkout -- {Path}");
        try
        {
            return ImagePins.Parse(File.ReadAllText(workspace[Path]), Path);
        }
        catch (SyntaxException malformed)
        {
            throw new OperationException(malformed.Message, $"correct {Path}, or restore it: git checkout -- {Path}");
        }
    }
}
