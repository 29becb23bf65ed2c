namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Makes a model of the instructions as they are written.</summary>
static class DockerfileReader
{
    public static Parsed<Dockerfile> Read(string text)
    {
        var (document, problems) = DockerfileDocument.Read(text);
        return new(null, problems);
    }
}
