using ArgusAI.Containers.Compose.Format;
using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Compose;

public sealed partial record ComposeFile : IArtefactSource
{
    /// <inheritdoc/>
    public string Write()
    {
        var problems = ComposeRules.Check(this);
        if (problems.Count > 0) throw new ModelException("the Compose file", problems.Select(p => p.ToString()));
        var node = (YamlMapping)FileShapes.ComposeFile.Write(this)!;
        return YamlWriter.Write("the Compose file", node, Header.Value, path => path is "" or "services");
    }

    /// <summary>Reads a file: short and long forms, anchors and merge keys.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="SyntaxException">It is not YAML, or has keys or values that are not known; every one is listed with its place.</exception>
    public static ComposeFile Parse(string text, string name = "docker-compose.yml") => Read(text).OrThrow(name);

    /// <summary>Reads what can be read, and lists what cannot.</summary>
    public static Parsed<ComposeFile> Read(string text)
    {
        try
        {
            var root = YamlReader.Read("the Compose file", text);
            var reading = new Reading();
            if (!reading.Try(root, FileShapes.ComposeFile, out var file)) file = new ComposeFile();
            return new(file with { Positions = new YamlPositions(root) }, reading.Problems);
        }
        catch (SyntaxException problem)
        {
            return new(null, problem.Problems);
        }
    }

    /// <summary>Every variable that is put in when the file is read, each use once, in the file's order.</summary>
    public IEnumerable<Interpolation> Interpolations =>
        YamlPositions.Texts(FileShapes.ComposeFile.Write(this)!).Select(text => Template.TryParse(text, null, out var template) ? template : "")
            .SelectMany(template => template.Interpolations);

    /// <summary>The names of the variables that are put in, each once, sorted.</summary>
    public IReadOnlyList<EnvName> Variables => [.. Interpolations.Select(i => i.Name).Distinct().Order()];
}
