namespace ArgusAI.Containers.Compose;

/// <summary>Other Compose files that are taken in: Compose 2.20.</summary>
/// <param name="Path">One file, or several that are laid over one another.</param>
public sealed record Include(Items<Template> Path) : ComposePart
{
    /// <summary>The folder that relative paths in them start from; null means the first file's.</summary>
    public Template? ProjectDirectory { get; init; }
    /// <summary>The files their variables come from; none means the <c>.env</c> beside them.</summary>
    public Items<Template> EnvFile { get; init; } = [];

    /// <summary>One file.</summary>
    public static implicit operator Include(string path) => new(Items.Create<Template>([path]));
}
