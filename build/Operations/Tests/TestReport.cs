using System.Globalization;
using System.Net;
using System.Text;
using ArgusAI.Contract;

namespace ArgusAI.Operations.Tests;

/// <summary>The readable report: one HTML file without anything from outside.</summary>
internal static class TestReport
{
    private const string Style = """
        :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
        body { max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
        th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #8884; vertical-align: top; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .passed { color: #1a7f37; } .failed { color: #cf222e; font-weight: 600; } .skipped { color: #9a6700; }
        pre { white-space: pre-wrap; background: #8881; padding: .6rem; border-radius: .3rem; overflow-wrap: anywhere; }
        summary { cursor: pointer; font-weight: 600; }
        """;

    /// <summary>Renders the report. Secrets are the caller's to take out.</summary>
    internal static string Render(IReadOnlyList<ProjectResults> projects, TimeSpan duration, DateTimeOffset finished)
    {
        var totals = projects.Select(p => p.Totals).Aggregate(new TestTotals(0, 0, 0), TestTotals.Add);
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(Product.Name).Append(" tests: ").Append(totals).Append("</title>\n<style>\n").Append(Style).Append("\n</style></head><body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{Product.Name} tests</h1>\n<p><strong class=\"{(totals.Failed > 0 ? "failed" : "passed")}\">{totals}</strong> in {Seconds(duration)}, finished {finished:yyyy-MM-dd HH:mm} UTC</p>\n");
        html.Append("<table><tr><th>project</th><th class=\"n\">passed</th><th class=\"n\">failed</th><th class=\"n\">skipped</th><th class=\"n\">time</th></tr>\n");
        foreach (var project in projects)
        {
            var sums = project.Totals;
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Encode(project.Project)}</td><td class=\"n\">{sums.Passed}</td><td class=\"n{(sums.Failed > 0 ? " failed" : "")}\">{sums.Failed}</td><td class=\"n\">{sums.Skipped}</td><td class=\"n\">{Seconds(Sum(project.Cases))}</td></tr>\n");
        }

        html.Append("</table>\n");
        foreach (var project in projects) Project(html, project);
        return html.Append("</body></html>\n").ToString();
    }

    private static void Project(StringBuilder html, ProjectResults project)
    {
        html.Append("<h2>").Append(Encode(project.Project)).Append("</h2>\n");
        if (project.Broken is { } broken) html.Append("<p class=\"failed\">The run broke</p><pre>").Append(Encode(broken)).Append("</pre>\n");
        foreach (var scenario in project.Cases.GroupBy(c => c.Scenario).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            bool open = scenario.Any(c => c.Outcome != TestOutcome.Passed);
            html.Append(CultureInfo.InvariantCulture, $"<details{(open ? " open" : "")}><summary>{Encode(scenario.Key)} ({scenario.Count()}, {Seconds(Sum(scenario))})</summary>\n<table>\n");
            foreach (var test in scenario.OrderBy(c => c.Outcome != TestOutcome.Failed)) Case(html, test);
            html.Append("</table></details>\n");
        }
    }

    private static void Case(StringBuilder html, TestCase test)
    {
        var outcome = test.Outcome switch { TestOutcome.Passed => "passed", TestOutcome.Failed => "failed", _ => "skipped" };
        html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"{outcome}\">{outcome}</td><td>{Encode(test.Name)}{(test.Failure is { } text ? $"<pre>{Encode(text)}</pre>" : "")}</td><td class=\"n\">{Seconds(test.Duration)}</td></tr>\n");
    }

    private static TimeSpan Sum(IEnumerable<TestCase> cases) => cases.Aggregate(TimeSpan.Zero, (sum, c) => sum + c.Duration);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(time.TotalSeconds < 10 ? "0.00" : "0", CultureInfo.InvariantCulture) + " s";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
