using System.Text.Json.Nodes;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Compose.Format;
using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Tests.Compose.Schema;

/// <summary>The model says everything that the specification's schema allows. Nothing here lists the keys: they come from the schema, and
/// that the model has one is shown by documents that differ in nothing else.</summary>
public class SchemaCoverageTests
{
    /// <summary>What the model does not hold, and why.</summary>
    static readonly (string PathEnd, string Reason)[] Excluded =
    [
        (".external.x-", "external as a map is obsolete; it is read, and written as a flag and a name, where a key of the file's own has no place"),
    ];

    static bool IsExcluded(SchemaPlace place) => Excluded.Any(e => place.Path.EndsWith(e.PathEnd, StringComparison.Ordinal));

    static Parsed<ComposeFile> Read(JsonNode document) => ComposeFile.Read(document.ToJsonString());

    static void None(IEnumerable<string> problems)
    {
        var found = problems.ToArray();
        if (found.Length > 0) Assert.Fail($"{found.Length} problems:\n{string.Join('\n', found)}");
    }

    [Fact]
    public void Every_key_of_the_schema_makes_a_difference_in_the_model()
    {
        var keys = SchemaPlaces.All.Where(p => p.IsKey && !IsExcluded(p)).ToArray();
        var lost = keys.Where(key => key.Values.Select(value => Read(key.Document(value, true)).Model)
            .Append(Read(key.Document(null, false)).Model).Distinct().Count() < 2).Select(key => key.Path);
        None(lost);
        // Less would mean that the walk has lost its way, not that the schema has shrunk.
        Assert.True(keys.Length > 350, $"{keys.Length} keys");
    }

    [Fact]
    public void Every_form_of_every_value_that_the_schema_allows_is_read() => None(
        from place in SchemaPlaces.All
        where !IsExcluded(place)
        from value in place.Values
        from problem in Read(place.Document(value, true)).Problems
        select $"{place.Path} = {value?.ToJsonString() ?? "null"}: {problem.Message}");

    [Fact]
    public void The_samples_themselves_are_what_the_schema_allows() => None(
        from place in SchemaPlaces.All
        from value in place.Values
        from error in ComposeSchema.Root.Validate(place.Document(value, true).ToJsonString())
        select $"{place.Path} = {value?.ToJsonString() ?? "null"}: {error}");

    [Fact]
    public void What_is_written_for_every_form_of_every_value_is_allowed_and_read_back_the_same() => None(
        from place in SchemaPlaces.All
        where !IsExcluded(place)
        from value in place.Values
        from problem in Written(Read(place.Document(value, true)).Model!)
        select $"{place.Path} = {value?.ToJsonString() ?? "null"}: {problem}");

    static IEnumerable<string> Written(ComposeFile file)
    {
        var root = (YamlMapping)FileShapes.ComposeFile.Write(file)!;
        var text = YamlWriter.Write("test", root, null, _ => false);
        var back = ComposeFile.Read(text);
        foreach (var problem in back.Problems) yield return $"{problem.Message} in\n{text}";
        if (back.Model != file) yield return $"is another file when it is read back from\n{text}";
        foreach (var error in ComposeSchema.Root.Validate(YamlJson.Of(root)!.ToJsonString())) yield return $"{error} in\n{text}";
    }

    [Fact]
    public void Every_exclusion_excludes_something() =>
        Assert.All(Excluded, e => Assert.Contains(SchemaPlaces.All, p => p.Path.EndsWith(e.PathEnd, StringComparison.Ordinal) && Read(p.Document(p.Values[0], true)).Problems.Count > 0));

    [Fact]
    public void There_are_no_more_than_ten_exclusions_and_each_has_a_reason()
    {
        Assert.True(Excluded.Length <= 10);
        Assert.All(Excluded, e => Assert.NotEmpty(e.Reason));
    }
}
