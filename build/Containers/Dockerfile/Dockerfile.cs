namespace ArgusAI.Containers.Dockerfiles;

/// <summary>A Dockerfile: the stages that its targets need, each written once, in the order they depend on each other.</summary>
public sealed partial record Dockerfile
{
    /// <summary>The stage a build without <c>--target</c> ends with; written last.</summary>
    public Stage Final { get; }
    /// <summary>More stages that can be asked for with <c>--target</c>.</summary>
    public Items<Stage> Targets { get; init; } = [];
    /// <summary>Arguments before the first FROM, for use in FROM lines.</summary>
    public Items<Arg> GlobalArgs { get; init; } = [];
    /// <summary>What the file is and how to regenerate it: its opening comment, lines split at <c>\n</c>.</summary>
    public Aside<string?> Header { get; init; }
    /// <summary>The frontend image of a <c># syntax=</c> line, such as <c>docker/dockerfile:1.20</c>; null uses the builder's own.</summary>
    /// <remarks>BuildKit pulls it: a build without a registry fails.</remarks>
    public ImageRef? Syntax { get; init; }
    /// <summary>The options of a <c># check=</c> line, such as <c>error=true</c>; frontends before 1.8 take it for a comment.</summary>
    public string? Check { get; init; }
    /// <summary>The oldest frontend that must build this file where there is no <see cref="Syntax"/>.</summary>
    public FrontendVersion Floor { get; init; } = FrontendVersion.Engine25;

    Dockerfile(Stage final) => Final = final;


    /// <summary>A file that builds this stage, and whatever it needs.</summary>
    /// <param name="final">The last stage.</param>
    /// <param name="targets">More stages that can be asked for.</param>
    public static Dockerfile For(Stage final, params IEnumerable<Stage> targets) => new(final) { Targets = targets.ToItems() };

    /// <summary>A file of all these stages, written in this order; the last is the final one.</summary>
    internal static Dockerfile Of(IReadOnlyList<Stage> stages)
    {
        var others = stages.SkipLast(1).ToArray();
        var needed = stages.SelectMany(s => s.Needs).ToHashSet(ReferenceEqualityComparer.Instance);
        var file = For(stages[^1], others.Where(s => !needed.Contains(s)));
        // Where the needed ones would move, naming all of them keeps the order.
        return file.Stages.SequenceEqual(stages, ReferenceEqualityComparer.Instance) ? file : For(stages[^1], others);
    }

    /// <summary>The stages in the order they are written: each after those it needs, the final one last.</summary>
    public IReadOnlyList<Stage> Stages
    {
        get
        {
            var order = new StageOrder();
            foreach (var target in Targets) order.Add(target);
            order.Add(Final);
            return order.Stages;
        }
    }

    /// <summary>Compares what is written: directives, arguments and stages in their order. The <see cref="Floor"/> is not in the file.</summary>
    public bool Equals(Dockerfile? other) => ReferenceEquals(this, other) || other is not null && Equals(Syntax, other.Syntax) && Check == other.Check
        && GlobalArgs.Equals(other.GlobalArgs) && Stages.SequenceEqual(other.Stages);
    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Syntax, Check, GlobalArgs, Final);

    /// <summary>The ports its final stage exposes, those of parent stages included.</summary>
    public IEnumerable<Expose> Exposed => Lineage(Final).SelectMany(s => s.Instructions.OfType<Expose>());

    /// <summary>A stage after those it begins with.</summary>
    internal static IEnumerable<Stage> Lineage(Stage stage)
    {
        var line = new Stack<Stage>([stage]);
        while (line.Peek().Base is StageBase.Parent { Stage: var parent }) line.Push(parent);
        return line;
    }
}
