using System.Collections;
using System.Runtime.CompilerServices;

namespace ArgusAI.Containers.Bake;

/// <summary>A <c>docker-bake.json</c>: what <c>docker buildx bake</c> builds. Texts are literal unless they hold variables (<c>${NAME}</c>).
/// What HCL can compute besides stands in the <c>Extra</c> of a target, as it is in the file.</summary>
/// <remarks>Source of the keys: Buildx, bake file reference, and its <c>bake.Target</c>.</remarks>
public sealed partial record BakeFile
{
    /// <summary>What the file is and how to regenerate it, kept under the key <c>//</c>, which bake ignores.</summary>
    public Aside<string?> Header { get; init; }
    /// <summary>Variables that the caller's environment may set, with their defaults.</summary>
    public Entries<BakeVariable> Variables { get; init; } = Entries<BakeVariable>.None;
    /// <summary>Functions that texts may call.</summary>
    public Entries<BakeFunction> Functions { get; init; } = Entries<BakeFunction>.None;
    /// <summary>Other keys at the top, which bake takes as variables that nobody can set.</summary>
    public Entries<BakeValue> Constants { get; init; } = Entries<BakeValue>.None;
    /// <summary>Targets built together; <c>default</c> without a name.</summary>
    public Entries<BakeGroup> Groups { get; init; } = Entries<BakeGroup>.None;
    /// <summary>What is built.</summary>
    public Entries<BakeTarget> Targets { get; init; } = Entries<BakeTarget>.None;
}

/// <summary>A variable that the caller's environment may set.</summary>
/// <param name="Default">Its value otherwise; null for none.</param>
public sealed record BakeVariable(BakeValue? Default = null)
{
    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
    /// <summary>The type it must have, such as <c>number</c> or <c>list(string)</c>.</summary>
    public string? Type { get; init; }
    /// <summary>Conditions its value must meet.</summary>
    public Items<BakeValidation> Validations { get; init; } = [];

    /// <summary>A variable with a text.</summary>
    public static implicit operator BakeVariable(string text) => new((BakeValue)text);
}

/// <summary>A condition of a variable's value.</summary>
/// <param name="Condition">An expression in <c>${…}</c>.</param>
/// <param name="Message">What is said when it is not met.</param>
public sealed record BakeValidation(string Condition, string Message);

/// <summary>A function that texts may call.</summary>
/// <param name="Parameters">The names of its parameters.</param>
/// <param name="Result">An expression in <c>${…}</c>.</param>
public sealed record BakeFunction(Items<string> Parameters, string Result)
{
    /// <summary>The name of a parameter that takes all further values.</summary>
    public string? Further { get; init; }
}

/// <summary>Targets and groups built together.</summary>
/// <param name="Targets">Their names.</param>
[CollectionBuilder(typeof(BakeGroup), nameof(Create))]
public sealed record BakeGroup(Items<string> Targets) : IEnumerable<string>
{
    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
    /// <summary>Where it was read.</summary>
    public Aside<Position> Position { get; init; }

    /// <summary>A group of targets; the compiler calls it for <c>[a, b]</c>.</summary>
    public static BakeGroup Create(ReadOnlySpan<string> targets) => new(Items.Create(targets));

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => Targets.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
