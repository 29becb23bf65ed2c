using ArgusAI.Containers.Dockerfiles;
using FsCheck.Xunit;

namespace ArgusAI.Containers.Tests.Dockerfiles;

[Properties(Arbitrary = [typeof(DockerfileModelsArbitrary)], MaxTest = 300)]
public class DockerfileRoundTripTests
{
    [Property]
    public void What_can_be_written_is_read_back_the_same(Dockerfile file)
    {
        var written = DockerfileWriter.Write(file);
        var read = Dockerfile.Read(written);
        Assert.True(read.IsComplete, string.Join('\n', read.Problems) + "\n" + written);
        var again = DockerfileWriter.Write(read.Model);
        // Where the texts are the same the models may still differ.
        if (!WithoutComments(written).SequenceEqual(WithoutComments(again))) Assert.Equal(written, again);
        Assert.Equal(file.Stages.SelectMany(s => s.Instructions), read.Model.Stages.SelectMany(s => s.Instructions));
        Assert.Equal(file, read.Model);
        Assert.Equal(again, DockerfileWriter.Write(Dockerfile.Parse(again)));
    }

    static IEnumerable<string> WithoutComments(string text) => text.Split('\n').Where(line => !line.StartsWith('#'));
}

/// <summary>Where FsCheck looks for the models.</summary>
public static class DockerfileModelsArbitrary
{
    public static FsCheck.Arbitrary<Dockerfile> Files() => DockerfileModels.Files();
}
