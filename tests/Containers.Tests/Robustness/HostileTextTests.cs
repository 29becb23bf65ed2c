namespace ArgusAI.Containers.Tests.Robustness;

/// <summary>No text makes a reader throw anything but what it says, fall off the stack, fill the memory or not come back.</summary>
public class HostileTextTests
{
    public static TheoryData<string, string> ReadersAndTexts() => new(from reader in Readers.All.Keys from text in HostileTexts.All.Keys select (reader, text));

    [Fact]
    public void Every_format_is_among_the_readers() =>
        Assert.Superset(new HashSet<string> { "ComposeFile", "DotEnvFile", "DockerIgnore", "ImagePins", "NginxDocument" }, Readers.All.Keys.ToHashSet());

    [Theory]
    [MemberData(nameof(ReadersAndTexts))]
    public void Every_reader_survives_every_hostile_text(string reader, string text) => Readers.Survives(reader, HostileTexts.All[text]());
}
