using System.Globalization;

namespace ArgusAI.Smoke.Fixture;

/// <summary>
/// How long the tests wait before they give up. Generous for a busy two-core machine: a limit only turns a hang into a
/// failure, it measures nothing. <c>ARGUSAI_SMOKE_PATIENCE</c> multiplies all of them, e.g. 5 under emulation.
/// </summary>
public static class TimeLimits
{
    private static readonly double Patience =
        double.TryParse(Environment.GetEnvironmentVariable("ARGUSAI_SMOKE_PATIENCE"), CultureInfo.InvariantCulture, out var factor) ? factor : 1;

    /// <summary>From <c>up</c> until every service is healthy.</summary>
    public static TimeSpan Healthy => Of(240);

    /// <summary>The same where another platform's programs are emulated: 25 s for the backend's start alone on a quiet machine.</summary>
    public static TimeSpan HealthyEmulated => Of(480);

    /// <summary>One command of the docker CLI that builds nothing.</summary>
    public static TimeSpan Command => Of(180);

    /// <summary>Building the camera's image from packages.</summary>
    public static TimeSpan ImageBuild => Of(1200);

    /// <summary>One HTTP answer.</summary>
    public static TimeSpan Answer => Of(30);

    /// <summary>From a camera's creation to its first event.</summary>
    public static TimeSpan FirstEvent => Of(180);

    /// <summary>A whole <c>./build.sh</c> run in a fresh copy of the tree, compilation included.</summary>
    public static TimeSpan Build => Of(900);

    private static TimeSpan Of(double seconds) => TimeSpan.FromSeconds(seconds * Patience);
}
