namespace ArgusAI.Containers.Dockerfiles;

public sealed partial record Dockerfile : IArtefactSource
{
    /// <inheritdoc/>
    public string Write()
    {
        var problems = DockerfileRules.Check(this);
        return problems.Count == 0 ? DockerfileWriter.Write(this) : throw new ModelException("the Dockerfile", problems);
    }
}
