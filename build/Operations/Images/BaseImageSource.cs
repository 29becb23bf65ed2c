namespace ArgusAI.Operations.Images;

/// <summary>Where the images from outside come from, as the user asked (<c>--base-images</c>).</summary>
public enum BaseImageChoice
{
    /// <summary>The registry when it answers, else Debian packages.</summary>
    Auto,

    /// <summary>The registry, or an error.</summary>
    Registry,

    /// <summary>Stand-ins built from Debian packages.</summary>
    Debian,
}

/// <summary>What was chosen, and why.</summary>
/// <param name="StandIns">Whether stand-ins take the place of the official images: bake and compose then need their overlays.</param>
/// <param name="Reason">One sentence for people.</param>
public sealed record BaseImageSource(bool StandIns, string Reason)
{
    /// <summary>Chooses.</summary>
    /// <param name="choice">What the user asked for.</param>
    /// <param name="present">Whether every official image needed is in the engine already.</param>
    /// <param name="askRegistry">Asks the registries, which takes time; null when all answer, else what failed.</param>
    /// <exception cref="OperationException">The registry was asked for and does not answer.</exception>
    public static async Task<BaseImageSource> ChooseAsync(BaseImageChoice choice, bool present, Func<Task<string?>> askRegistry)
    {
        if (choice == BaseImageChoice.Debian) return new(true, "stand-ins from Debian packages, as asked");
        if (present) return new(false, "official images, which the engine has already");
        return await askRegistry() switch
        {
            null => new(false, "official images, since the registries answer"),
            var problem when choice == BaseImageChoice.Auto => new(true, $"stand-ins from Debian packages, since no registry answers ({problem})"),
            var problem => throw new OperationException($"--base-images registry: {problem}", "connect this machine to the registry, or use --base-images debian, which builds stand-ins from Debian packages"),
        };
    }
}
