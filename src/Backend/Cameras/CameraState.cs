namespace ArgusAI.Backend.Cameras;

/// <summary>How a camera is doing right now.</summary>
/// <param name="Status"><c>connected</c>, <c>connecting</c>, <c>disconnected</c>, <c>error</c> or <c>disabled</c>.</param>
/// <param name="LastError">Why it is not connected, for people.</param>
public sealed record CameraState(string Status, string? LastError = null)
{
    /// <summary>It delivers frames.</summary>
    public static CameraState Connected { get; } = new("connected");

    /// <summary>FFmpeg was started and no frame came yet.</summary>
    public static CameraState Connecting { get; } = new("connecting");

    /// <summary>It is not being read, and no fault is known.</summary>
    public static CameraState Disconnected { get; } = new("disconnected");

    /// <summary>Its owner switched it off.</summary>
    public static CameraState Disabled { get; } = new("disabled");

    /// <summary>It could not be read; the next try follows.</summary>
    public static CameraState Error(string reason) => new("error", reason);
}
