using ArgusAI.Containers.Pins;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ArgusAI.Operations.Images;

/// <summary>
/// How one stand-in is built: a Dockerfile of <c>deploy/templates/base-images</c> and what it takes from the machine. Equal
/// recipes have equal keys, and an image that carries the key as its label is not built again.
/// </summary>
/// <param name="Pin">The image it stands for.</param>
/// <param name="Dockerfile">The Dockerfile's text.</param>
public sealed partial record StandInRecipe(ImagePin Pin, string Dockerfile)
{
    /// <summary>The image label that holds the key.</summary>
    public const string KeyLabel = "argusai.base.key";

    /// <summary>The image label that names the architectures it was built for, with commas.</summary>
    public const string ArchitecturesLabel = "argusai.base.architectures";

    /// <summary>Where the Dockerfiles stand in the clone.</summary>
    public const string Folder = "deploy/templates/base-images";

    /// <summary>Files beside the Dockerfile that it copies, by name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>What the machine adds: versions, mirrors, options. By name.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The stand-in that it starts from; null for the first one.</summary>
    public StandInRecipe? Parent { get; init; }

    /// <summary>Docker's name of the architecture that builds it.</summary>
    public string Architecture { get; init; } = "amd64";

    /// <summary>A hash of everything above, 16 hexadecimal digits.</summary>
    public string Key
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            // Every part is preceded by its length, so that no two recipes run together into the same text.
            void Add(string part)
            {
                var bytes = Encoding.UTF8.GetBytes(part);
                hash.AppendData(BitConverter.GetBytes(bytes.Length));
                hash.AppendData(bytes);
            }

            Add(Dockerfile);
            Add(Architecture);
            Add(Parent?.Key ?? "");
            foreach (var parts in (ReadOnlySpan<IReadOnlyDictionary<string, string>>)[Files, Inputs])
            {
                Add(parts.Count.ToString(provider: null));
                foreach (var (name, value) in parts.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    Add(name);
                    Add(value);
                }
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
        }
    }

    /// <summary>The default of an <c>ARG</c> in the Dockerfile.</summary>
    /// <exception cref="OperationException">There is no such line.</exception>
    public string Argument(string name) => ArgumentLine().Matches(Dockerfile).FirstOrDefault(m => m.Groups[1].Value == name)?.Groups[2].Value
        ?? throw new OperationException($"{Folder}/{Pin.Key}.Dockerfile has no line 'ARG {name}=…'", $"restore it: git checkout -- {Folder}");

    /// <summary>Reads the recipe of an image from the clone.</summary>
    /// <param name="workspace">The clone.</param>
    /// <param name="pin">The image.</param>
    /// <param name="files">Names of files beside the Dockerfile that belong to it.</param>
    /// <exception cref="OperationException">A file is missing.</exception>
    public static StandInRecipe Load(Workspace workspace, ImagePin pin, params IEnumerable<string> files)
    {
        string Read(string name)
        {
            var path = workspace[$"{Folder}/{name}"];
            return File.Exists(path) ? File.ReadAllText(path) : throw new OperationException($"{Folder}/{name} is missing, so there is no stand-in for {pin.Reference}", $"restore it: git checkout -- {Folder}");
        }

        return new StandInRecipe(pin, Read($"{pin.Key}.Dockerfile")) { Files = files.ToDictionary(f => f, Read) };
    }

    [GeneratedRegex(@"^ARG ([A-Z_]+)=(\S+)", RegexOptions.Multiline)]
    private static partial Regex ArgumentLine();
}
