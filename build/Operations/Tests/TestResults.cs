using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace ArgusAI.Operations.Tests;

/// <summary>How a test ended.</summary>
public enum TestOutcome
{
    /// <summary>As it should.</summary>
    Passed,

    /// <summary>It did not hold.</summary>
    Failed,

    /// <summary>It was left out.</summary>
    Skipped,
}

/// <summary>One test.</summary>
/// <param name="Scenario">Its class, without namespaces.</param>
/// <param name="Name">Its name as a sentence.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Failure">What it said when it failed; null otherwise.</param>
public sealed record TestCase(string Scenario, string Name, TestOutcome Outcome, TimeSpan Duration, string? Failure);

/// <summary>One test project's results.</summary>
/// <param name="Project">Its name.</param>
/// <param name="Cases">Its tests.</param>
/// <param name="Broken">Why there are no or not all results: it did not start, or crashed; null when it ran.</param>
public sealed record ProjectResults(string Project, IReadOnlyList<TestCase> Cases, string? Broken)
{
    /// <summary>The sums; a project that broke counts as one failure more.</summary>
    public TestTotals Totals => new(
        Cases.Count(c => c.Outcome == TestOutcome.Passed),
        Cases.Count(c => c.Outcome == TestOutcome.Failed) + (Broken is null ? 0 : 1),
        Cases.Count(c => c.Outcome == TestOutcome.Skipped));

    /// <summary>Reads a JUnit file; no tests and a reason when it is missing or cut off.</summary>
    internal static ProjectResults Read(string project, string path)
    {
        if (!File.Exists(path)) return new ProjectResults(project, [], "it wrote no results");
        try
        {
            return new ProjectResults(project, [.. XDocument.Load(path).Descendants("testcase").Select(Case)], null);
        }
        catch (XmlException cut)
        {
            return new ProjectResults(project, [], $"its results cannot be read: {cut.Message}");
        }
    }

    private static TestCase Case(XElement test)
    {
        var failure = test.Element("failure") ?? test.Element("error");
        var name = (string?)test.Attribute("name") ?? "";
        var scenario = ((string?)test.Attribute("classname") ?? "").Split('.')[^1];
        // Loggers differ in whether the class stands before the method.
        int parameters = name.IndexOf('(', StringComparison.Ordinal);
        var method = parameters < 0 ? name : name[..parameters];
        var sentence = method.Split('.')[^1].Replace('_', ' ') + (parameters < 0 ? "" : name[parameters..]);
        return new TestCase(
            scenario, sentence,
            failure is not null ? TestOutcome.Failed : test.Element("skipped") is not null ? TestOutcome.Skipped : TestOutcome.Passed,
            TimeSpan.FromSeconds(double.TryParse((string?)test.Attribute("time"), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) ? seconds : 0),
            failure is null ? null : $"{(string?)failure.Attribute("message")}\n{failure.Value}".Trim());
    }
}

/// <summary>Sums of a run.</summary>
public sealed record TestTotals(int Passed, int Failed, int Skipped)
{
    /// <summary>All that ran or was left out.</summary>
    public int All => Passed + Failed + Skipped;

    /// <summary>Adds two.</summary>
    public static TestTotals operator +(TestTotals a, TestTotals b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    /// <summary>The same as <c>+</c>.</summary>
    public static TestTotals Add(TestTotals a, TestTotals b) => a + b;

    /// <summary>The closing line.</summary>
    public override string ToString() => $"{Passed} passed, {Failed} failed, {Skipped} skipped";
}
