using System.Text.RegularExpressions;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Compose.Format;
using ArgusAI.Containers.Tests.Compose.Schema;
using ArgusAI.Containers.Yaml;
using FsCheck;
using FsCheck.Xunit;

namespace ArgusAI.Containers.Tests.Compose;

/// <summary>Models of the whole specification survive being written and read.</summary>
[Properties(Arbitrary = [typeof(RoundTripTests)], MaxTest = 150)]
public partial class ComposeRoundTripTests
{
    static string Write(ComposeFile file) => YamlWriter.Write("test", (YamlMapping)FileShapes.ComposeFile.Write(file)!, null, _ => false);

    [Property]
    public void Any_model_is_read_back_the_same_whatever_stands_in_its_texts(NonEmptyArray<string> texts, int seed)
    {
        var file = new ModelSource(new Random(seed), texts.Get, fill: 25).File();
        var written = Write(file);
        var (read, problems) = ComposeFile.Read(written);
        Assert.Equal([], problems);
        if (file != read) Assert.Fail($"{Difference($"{file}", $"{read}")}\nin\n{written}");
        Assert.Equal(written, Write(read!));
    }

    /// <summary>Models are long; what differs is short.</summary>
    static string Difference(string expected, string actual)
    {
        (expected, actual) = (Position().Replace(expected, ""), Position().Replace(actual, ""));
        var at = expected.Zip(actual).TakeWhile(c => c.First == c.Second).Count();
        string Around(string text) => text[Math.Max(0, at - 120)..Math.Min(text.Length, at + 80)];
        return $"expected {Around(expected)}\nactual   {Around(actual)}";
    }

    [GeneratedRegex("Position = [0-9]+:[0-9]+, ")]
    private static partial Regex Position();

    /// <summary>Keys that are newer than the pinned schema.</summary>
    static readonly (Type Record, string Property)[] Newer =
    [
        (typeof(Containers.Compose.Build), nameof(Containers.Compose.Build.NoCacheFilter)),
        (typeof(Containers.Compose.Build), nameof(Containers.Compose.Build.Provenance)),
        (typeof(Containers.Compose.Build), nameof(Containers.Compose.Build.Sbom)),
        (typeof(Service), nameof(Service.PreStart)),
        (typeof(Watch), nameof(Watch.InitialSync)),
    ];

    static string[] SchemaErrors(ComposeFile file) =>
        [.. ComposeSchema.Root.Validate(YamlJson.Of(FileShapes.ComposeFile.Write(file)!)!.ToJsonString()).Select(e => e.ToString())];

    [Property]
    public void A_model_with_everything_in_it_is_what_the_schema_allows(int seed) =>
        Assert.Empty(string.Join('\n', SchemaErrors(new ModelSource(new Random(seed), ["one", "two", "three"], fill: 100) { Keys = ["a", "b", "c"], HasVariables = false }.Without(Newer).File())));

    [Fact]
    public void What_is_said_to_be_newer_than_the_schema_is_unknown_to_it() => Assert.All(Newer, newer =>
        Assert.NotEmpty(SchemaErrors(new ModelSource(new Random(1), ["one", "two", "three"], fill: 100) { Keys = ["a", "b", "c"], HasVariables = false }.Without(Newer.Where(n => n != newer)).File())));
}
