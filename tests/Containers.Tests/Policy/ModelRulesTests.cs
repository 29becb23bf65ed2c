using System.Text.RegularExpressions;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests.Policies;

/// <summary>The formats' own rules, reported like policies.</summary>
public partial class ModelRulesTests
{
    static readonly (string Folder, string Format)[] Formats = [("Compose", "compose"), ("Dockerfile", "dockerfile"), ("Nginx", "nginx"), ("Bake", "bake")];

    /// <summary>Every rule's name as it stands in the code that finds it; <c>{kind}</c> is any text.</summary>
    static string[] NamesInCode => [.. from format in Formats
                                       from file in Directory.EnumerateFiles(Path.Combine(Sources(), format.Folder), "*Rules*.cs", SearchOption.AllDirectories)
                                       from match in Name().Matches(File.ReadAllText(file)).Cast<Match>()
                                       select $"{format.Format}-{Hole().Replace(match.Groups["name"].Value, "[a-z]+")}"];

    [Fact]
    public void Every_rule_that_the_code_can_find_is_in_the_table() =>
        Assert.All(NamesInCode, name => Assert.True(ModelRules.All.Any(p => Regex.IsMatch(p.Id, $"^{name}$")), $"'{name}' is missing: add it to build/Containers/Policy/ModelRules.cs, then run ./build.sh Generate"));

    [Fact]
    public void Every_rule_of_the_table_can_be_found() =>
        Assert.All(ModelRules.All, p => Assert.True(NamesInCode.Any(name => Regex.IsMatch(p.Id, $"^{name}$")), $"no code finds '{p.Id}': remove it from build/Containers/Policy/ModelRules.cs, then run ./build.sh Generate"));

    [Fact]
    public void Every_kind_of_undefined_or_unused_thing_has_an_entry_of_its_own()
    {
        var kinds = new[] { "Compose" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Sources(), f), "*Rules*.cs")).SelectMany(f => Kind().Matches(File.ReadAllText(f)).Cast<Match>())
            .Select(m => $"compose-{m.Groups["verb"].Value.ToLowerInvariant()}-{m.Groups["kind"].Value}").Distinct().ToArray();
        Assert.NotEmpty(kinds);
        Assert.Empty(kinds.Except(ModelRules.All.Select(p => p.Id)));
    }

    [Fact]
    public void A_file_that_was_read_is_held_against_its_rules_by_id_and_place()
    {
        var finding = new Review().Of("compose.yml", ComposeFile.Parse("services:\n  a:\n    image: a:1\n    volumes: ['data:/data']\n")).Findings().Single(f => f.Policy.Id == "compose-undefined-volume");
        Assert.Equal((Severity.Error, 4), (finding.Policy.Severity, finding.Position.Line));
    }

    [Fact]
    public void A_model_made_in_code_is_not_since_writing_it_does()
    {
        var file = new ComposeFile { Services = new() { ["a"] = new Service { Image = ImageRef.Parse("a:1"), Volumes = [new VolumeMount("data", "/data")] } } };
        Assert.DoesNotContain("compose-undefined-volume", new Review().Of("compose.yml", file).Findings().Ids());
        Assert.Throws<ModelException>(() => file.Write());
    }

    static string Sources() => Path.Combine(Reviewing.Repository, "build", "Containers");

    [GeneratedRegex(@"(Finding|At|new)\(\$?""(?<name>[a-z][a-z-]*(\{kind\})?)""\s*,")]
    private static partial Regex Name();
    [GeneratedRegex(@"\{kind\}")]
    private static partial Regex Hole();
    [GeneratedRegex(@"(?<verb>Undefined|Unused)\(""(?<kind>[a-z]+)""")]
    private static partial Regex Kind();
}
