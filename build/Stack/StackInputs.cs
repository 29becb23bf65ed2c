namespace ArgusAI.Stack;

/// <summary>The oldest Docker Engine that the generated files must work on (D8).</summary>
public enum EngineFloor
{
    /// <summary>Engine 24, Compose 2.20: knows no start interval, so the probes come every few seconds for ever.</summary>
    Engine24 = 24,

    /// <summary>Engine 25, Compose 2.24: our floor.</summary>
    Engine25 = 25,
}

/// <summary>Everything a rendering depends on besides the contract.</summary>
/// <param name="Images">The images from outside, from <c>deploy/images.yml</c>.</param>
/// <param name="EngineFloor">The oldest engine the files are for.</param>
public sealed record StackInputs(OutsideImages Images, EngineFloor EngineFloor = EngineFloor.Engine25)
{
    /// <summary>The inputs of a repository.</summary>
    /// <param name="root">The repository's root.</param>
    /// <param name="floor">The oldest engine the files are for.</param>
    /// <exception cref="ArgumentException"><c>deploy/images.yml</c> is missing or lacks an image.</exception>
    /// <exception cref="Containers.SyntaxException">It has another form.</exception>
    public static StackInputs Of(string root, EngineFloor floor = EngineFloor.Engine25)
    {
        var pins = Path.Combine(root, OutsideImages.Path);
        return File.Exists(pins)
            ? new(OutsideImages.Read(File.ReadAllText(pins)), floor)
            : throw new ArgumentException($"{OutsideImages.Path} is missing in {root}: expected the pins of the outside images");
    }
}
