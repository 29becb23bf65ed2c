namespace ArgusAI.Containers.Dockerfiles;

public sealed partial record Dockerfile : IArtefactSource
{
    /// <inheritdoc/>
    public string Write()
    {
        var findings = DockerfileRules.Check(this);
        if (findings.Count > 0) throw new ModelException("the Dockerfile", findings.Select(f => f.ToString()));
        var text = DockerfileWriter.Write(this);
        return Array.Find(text.Split('\n'), DocumentReader.IsTooLong) is not { } line ? text
            : throw new ModelException("the Dockerfile", [$"'{DocumentChecks.Short(line)}' has more than {DocumentReader.LongestLine} bytes, which is all the builder reads: expected a shorter line"]);
    }

    /// <summary>Reads what can be read. What has problems is left out of the model; it never throws.</summary>
    public static Parsed<Dockerfile> Read(string text) => Read(DockerfileDocument.Read(text));

    /// <summary>The model of what was read; its problems are among the model's.</summary>
    public static Parsed<Dockerfile> Read(Parsed<DockerfileDocument> document) => DockerfileReader.Read(document);

    /// <summary>Reads a text without problems.</summary>
    /// <param name="text">The Dockerfile.</param>
    /// <param name="name">What opens the lines of the message.</param>
    /// <exception cref="SyntaxException">There are problems; all are listed.</exception>
    public static Dockerfile Parse(string text, string name = "Dockerfile") => Read(text).OrThrow(name);
}
