using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Tests.Compose;

/// <summary>What an overlay does to a key of the file below: read, written, and refused where nothing is overlaid.</summary>
public class MergeTagTests
{
    const string Text = """
        services:
          web:
            image: app:2
            command: !reset null
            environment:
              A: "1"
              B: !reset null
            ports: !override
              - "8080:80"
            volumes: !override []
            deploy:
              resources: !reset null

          db: !reset null

        volumes: !reset null

        x-own: !override
          a: b

        """;

    static readonly ComposeFile Overlay = new()
    {
        IsOverlay = true,
        Floor = new Floor(25, new Version(2, 24, 4)),
        Services = new()
        {
            ["web"] = new Service
            {
                Image = ImageRef.Parse("app:2"),
                Environment = new() { ["A"] = "1" },
                Ports = [Port.Parse("8080:80")],
                Deploy = new Deploy { Merge = new() { ["resources"] = MergeTag.Reset } },
                Merge = new() { ["command"] = MergeTag.Reset, ["ports"] = MergeTag.Override, ["volumes"] = MergeTag.Override, ["environment.B"] = MergeTag.Reset },
            },
        },
        Extensions = new() { ["x-own"] = new YamlMapping(new() { ["a"] = "b" }) },
        Merge = new() { ["services.db"] = MergeTag.Reset, ["volumes"] = MergeTag.Reset, ["x-own"] = MergeTag.Override },
    };

    [Fact]
    public void Tags_are_read_at_keys_and_at_entries_of_maps() => Assert.Equal(Overlay, ComposeFile.Parse(Text));

    [Fact]
    public void Tags_are_written_at_their_keys_and_read_back_the_same() => Assert.Equal(Overlay, ComposeFile.Parse(Overlay.Write()));

    [Fact]
    public void The_order_of_the_tags_says_nothing() => Assert.Equal(
        new Service { Merge = new() { ["ports"] = MergeTag.Reset, ["command"] = MergeTag.Reset } },
        new Service { Merge = new() { ["command"] = MergeTag.Reset, ["ports"] = MergeTag.Reset } });

    [Fact]
    public void A_tag_is_written_before_its_value() => Assert.Equal(Text, Overlay.Write());

    [Fact]
    public void A_tag_in_a_file_that_is_laid_over_nothing_is_refused_at_its_place() => Assert.Equal(
        ["services.web.command", "services.web.environment.B", "services.web.ports", "services.web.volumes", "services.web.deploy.resources", "services.db", "volumes", "x-own"],
        ComposeRules.Check(ComposeFile.Parse(Text)).Where(f => f.Rule == "merge-tag").Select(f => f.Path));

    [Fact]
    public void A_mount_keeps_the_tags_of_its_options()
    {
        const string text = "services:\n  a:\n    volumes:\n      - type: bind\n        source: ./a\n        target: /a\n        bind:\n          propagation: !reset null\n";
        var file = ComposeFile.Parse(text) with { IsOverlay = true };
        Assert.Equal(MergeTag.Reset, file.Services["a"].Volumes[0].Merge["bind.propagation"]);
        Assert.Equal(text, file.Write());
    }

    [Theory]
    [InlineData("services:\n  a:\n    ports:\n      - !reset 80\n", "4:9: the tag '!reset' stands where nothing is merged by name")]
    [InlineData("!override\nservices: {}\n", "the tag '!override' stands where nothing is merged by name")]
    [InlineData("services:\n  a:\n    image: !secret x\n", "3:12: the tag '!secret' is not known")]
    public void A_tag_with_no_place_is_named(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<SyntaxException>(() => ComposeFile.Parse(text)).Message, StringComparison.Ordinal);
}
