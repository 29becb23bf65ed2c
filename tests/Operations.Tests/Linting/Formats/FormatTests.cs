using System.Text.Json;
using ArgusAI.Containers.Reviews;
using ArgusAI.Operations.Linting;
using ArgusAI.Operations.Linting.Formats;
using NJsonSchema;

namespace ArgusAI.Operations.Tests.Linting.Formats;

/// <summary>The three formats, each as a whole and by what readers of it rely on.</summary>
public sealed class FormatTests
{
    private static readonly LintRule Privileged = new(LintRule.Own, "compose-privileged", Severity.Error)
    {
        Explanation = "A privileged container is root on the host.", Fix = "remove it", Help = "https://example.org/policies.md#compose-privileged",
    };

    private static readonly LintRule Quotes = new("shellcheck", "SC2086", Severity.Warning) { Help = "https://www.shellcheck.net/wiki/SC2086" };

    private static readonly LintReport Report = new(
    [
        new("policies (1)", null,
        [
            new(Privileged, "my stack/compose.yml", new(7, 5), "'web' is privileged"),
            new(Privileged with { Id = "compose-idle", Severity = Severity.Note, Fix = null }, "compose.yml", default, "100% idle:\r\nnothing, at all") { Place = "services.web" },
        ]) { Rules = [Privileged] },
        new("shellcheck (1 script)", null, [new(Quotes, "Dockerfile", new(3, 0), "Double quote, or it is split")]),
        LinterResult.NotFound("hadolint", "a release"),
    ], 3);

    [Fact]
    public void Text_is_a_line_per_finding_sorted_by_file_and_place() => Assert.Equal(
    [
        "Dockerfile:3:1: warning SC2086: Double quote, or it is split",
        "compose.yml: services.web: note compose-idle: 100% idle: nothing, at all",
        "my stack/compose.yml:7:5: error compose-privileged: 'web' is privileged (remove it)",
    ], TextFormat.Lines(Report));

    [Fact]
    public void The_summary_counts_by_severity() => Assert.Equal("1 error, 1 warning, 1 note in 3 files", Report.Summary);

    [Fact]
    public void GitHub_gets_a_command_per_finding_with_its_escapes() => Assert.Equal(
    [
        "::warning file=Dockerfile,line=3,title=SC2086::Double quote, or it is split",
        "::notice file=compose.yml,title=compose-idle::services.web: 100%25 idle:%0D%0Anothing, at all",
        "::error file=my stack/compose.yml,line=7,col=5,title=compose-privileged::'web' is privileged (remove it)",
    ], GitHubFormat.Lines(Report));

    [Fact]
    public void In_a_property_GitHub_takes_commas_and_colons_escaped()
    {
        var line = Assert.Single(GitHubFormat.Lines(new([new("x", null, [new(Privileged, "C:/a,b%/compose.yml", new(1, 1), "x")])], 1)));
        Assert.StartsWith("::error file=C%3A/a%2Cb%25/compose.yml,line=1,col=1,title=", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_has_a_run_per_tool_with_rules_and_results_that_point_at_them()
    {
        var runs = Sarif(Report).GetProperty("runs");
        Assert.Equal(["argus-lint", "shellcheck"], runs.EnumerateArray().Select(r => r.GetProperty("tool").GetProperty("driver").GetProperty("name").GetString()));
        foreach (var run in runs.EnumerateArray())
        {
            Assert.Equal("utf16CodeUnits", run.GetProperty("columnKind").GetString());
            var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
            foreach (var result in run.GetProperty("results").EnumerateArray())
                Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
        }

        var rule = runs[0].GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("id").GetString() == "compose-privileged");
        Assert.Equal("A privileged container is root on the host.", rule.GetProperty("fullDescription").GetProperty("text").GetString());
        Assert.Equal("https://example.org/policies.md#compose-privileged", rule.GetProperty("helpUri").GetString());
        Assert.Equal("error", rule.GetProperty("defaultConfiguration").GetProperty("level").GetString());
    }

    [Fact]
    public void Sarif_places_a_result_by_a_relative_address_and_a_region()
    {
        var location = Sarif(Report).GetProperty("runs")[0].GetProperty("results").EnumerateArray().Single(r => r.GetProperty("level").GetString() == "error").GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("my%20stack/compose.yml", location.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal((7, 5), (location.GetProperty("region").GetProperty("startLine").GetInt32(), location.GetProperty("region").GetProperty("startColumn").GetInt32()));
    }

    [Fact]
    public void Sarif_of_a_clean_run_has_our_own_run_without_results()
    {
        var run = Assert.Single(Sarif(new([], 0)).GetProperty("runs").EnumerateArray());
        Assert.Equal(0, run.GetProperty("results").GetArrayLength());
    }

    [Fact]
    public async Task Sarif_keeps_the_schema_of_version_2_1_0()
    {
        var schema = await JsonSchema.FromFileAsync(await PinnedPackages.FileAsync("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), TestContext.Current.CancellationToken);
        LintReport[] reports = [Report, new([], 0), new([new("all", null, []) { Rules = [.. Policies.All.Select(LintRule.Of)] }], 0)];
        Assert.All(reports, report => Assert.Empty(schema.Validate(SarifFormat.Render(report))));
        // The check can fail: a level that SARIF does not know.
        Assert.NotEmpty(schema.Validate(SarifFormat.Render(Report).Replace("\"level\": \"error\"", "\"level\": \"fatal\"", StringComparison.Ordinal)));
    }

    private static JsonElement Sarif(LintReport report) => JsonDocument.Parse(SarifFormat.Render(report)).RootElement;
}
