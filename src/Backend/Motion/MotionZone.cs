namespace ArgusAI.Backend.Motion;

/// <summary>A polygon of the camera's picture in which motion counts.</summary>
/// <param name="Name">What people call it, or null.</param>
/// <param name="Points">3 to 32 corners, each <c>[x, y]</c> as fractions (0–1) of width and height.</param>
public sealed record MotionZone(string? Name, IReadOnlyList<IReadOnlyList<double>> Points);
