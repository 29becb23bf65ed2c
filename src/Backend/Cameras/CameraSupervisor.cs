namespace ArgusAI.Backend.Cameras;

/// <summary>Knows the cameras that are set up.</summary>
internal sealed class CameraSupervisor
{
    /// <summary>How many cameras are set up.</summary>
    public int Count { get; }
}
