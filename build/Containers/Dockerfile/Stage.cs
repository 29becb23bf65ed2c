namespace ArgusAI.Containers.Dockerfiles;

/// <summary>What a stage begins with.</summary>
public abstract record StageBase
{
    StageBase() { }

    /// <summary>Nothing.</summary>
    public sealed record Scratch : StageBase;
    /// <summary>An image, or a named context of exactly that name.</summary>
    public sealed record Image(ImageRef Reference) : StageBase;
    /// <summary>Another stage. Two are equal when they name the same stage: its instructions are compared where it stands.</summary>
    public sealed record Parent(Stage Stage) : StageBase
    {
        /// <inheritdoc/>
        public bool Equals(Parent? other) => other?.Stage.Name == Stage.Name;
        /// <inheritdoc/>
        public override int GetHashCode() => Stage.Name.GetHashCode(StringComparison.Ordinal);
        /// <summary>The stage's name: it prints itself where it stands.</summary>
        public override string ToString() => $"stage {Stage.Name}";
    }
    /// <summary>An image named with the help of a global ARG.</summary>
    public sealed record Expression(Template Text) : StageBase;
}

/// <summary>A build stage: immutable, every call returns the stage with one instruction more.</summary>
/// <remarks>Other stages are referred to as objects, so that one that does not exist cannot be referred to.
/// Refer to a stage after its last instruction: an earlier state is another stage of the same name, which a Dockerfile refuses.</remarks>
public sealed partial record Stage
{
    /// <summary>Its name, unique in its Dockerfile.</summary>
    public string Name { get; }
    /// <summary>What it begins with.</summary>
    public StageBase Base { get; }
    /// <summary>The platform it is built on; null means the one it is built for.</summary>
    public Interpolated<Platform>? Platform { get; init; }
    /// <summary>Its instructions.</summary>
    public Items<Instruction> Instructions { get; private init; } = [];
    /// <summary>The comment above its FROM.</summary>
    public Aside<string?> Why { get; init; }
    /// <summary>Where its FROM was read.</summary>
    public Aside<Position> Position { get; init; }

    /// <exception cref="ArgumentException">The name is not one the builder accepts.</exception>
    public Stage(StageBase @base, string name)
    {
        if (name.Length == 0 || !char.IsAsciiLetterLower(name[0]) || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.'))
            throw Expected.Form("stage name", name, "a lower-case letter, then lower-case letters, digits, '-', '_' and '.'");
        if (name is "scratch" or "context") throw Expected.Form("stage name", name, "a name that the builder has not reserved");
        (Base, Name) = (@base, name);
    }

    /// <summary>Begins with an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="name">The stage's name.</param>
    /// <param name="on">The platform it is built on; <see cref="Containers.Platform.Build"/> for stages that compile.</param>
    public static Stage From(ImageRef image, string name, Platform? on = null) => On(new(new StageBase.Image(image), name), on);
    /// <summary>Begins with another stage.</summary>
    public static Stage From(Stage parent, string name, Platform? on = null) => On(new(new StageBase.Parent(parent), name), on);
    /// <summary>Begins with nothing.</summary>
    public static Stage FromScratch(string name, Platform? on = null) => On(new(new StageBase.Scratch(), name), on);

    static Stage On(Stage stage, Platform? platform) => platform is null ? stage : stage with { Platform = platform };

    /// <summary>With these instructions.</summary>
    internal Stage Holding(IEnumerable<Instruction> instructions) => this with { Instructions = instructions.ToItems() };

    /// <summary>The stages it needs directly, in the order it names them.</summary>
    internal IEnumerable<Stage> Needs => Base is StageBase.Parent { Stage: var parent }
        ? [parent, .. Instructions.SelectMany(i => i.Uses)]
        : Instructions.SelectMany(i => i.Uses);

    /// <summary>With one instruction more.</summary>
    public Stage With(Instruction instruction) => this with { Instructions = Instructions.Add(instruction) };

    /// <summary>Says why, in a comment above the last instruction, or above FROM when there is none yet.</summary>
    public Stage Because(string why) => Instructions.Count == 0
        ? this with { Why = why }
        : this with { Instructions = [.. Instructions.SkipLast(1), Instructions[^1] with { Why = why }] };
}
