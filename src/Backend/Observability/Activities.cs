using System.Diagnostics;

namespace ArgusAI.Backend.Observability;

/// <summary>What this service itself adds to traces. Costs nothing while nobody collects them.</summary>
internal static class Activities
{
    /// <summary>The name a collector knows it by.</summary>
    public const string Name = "ArgusAI.Backend";

    /// <summary>Starts activities; they carry ids and outcomes, never what was said or sent.</summary>
    public static readonly ActivitySource Source = new(Name);
}
