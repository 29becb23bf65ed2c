using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Tests.Dockerfiles;

public class DockerfileShapesTests
{
    public static TheoryData<string, string> Shapes() => [.. DockerfileShapes.All.Select(s => (s.Name, s.Text))];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_shape_of_the_wild_is_read_and_written_the_same_twice(string name, string text)
    {
        var file = Dockerfile.Parse(text, name);
        var written = DockerfileWriter.Write(file);
        var again = Dockerfile.Parse(written, name);
        Assert.Equal(file, again);
        Assert.Equal(written, DockerfileWriter.Write(again));
    }
}
