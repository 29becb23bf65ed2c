using System.Globalization;

namespace ArgusAI.Smoke.Fixture;

/// <summary>Says what a long fixture is doing: on the console of the runner and in <c>artifacts/smoke/progress.log</c>.</summary>
public static class Progress
{
    private static readonly Lock Gate = new();

    /// <summary>Writes one line with the time of day (UTC).</summary>
    public static void Say(string line)
    {
        var stamped = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss} {line}");
        TestContext.Current.SendDiagnosticMessage("{0}", stamped);
        lock (Gate) File.AppendAllText(Path.Combine(Repository.Artifacts, "progress.log"), stamped + "\n");
    }
}
