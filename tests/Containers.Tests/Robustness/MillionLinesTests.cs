namespace ArgusAI.Containers.Tests.Robustness;

public class MillionLinesTests
{
    /// <summary>The typed readers of Dockerfiles and nginx read the document first; pins are read as Compose files are, as YAML.</summary>
    public static TheoryData<string> AllFormats() => [.. Readers.All.Keys.Except(["DockerfileDocument", "NginxDocument", "ImagePins"])];

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void Every_format_survives_a_million_lines(string reader) => Readers.Survives(reader, HostileTexts.MillionLines(reader));
}
