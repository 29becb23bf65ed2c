using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>A Dockerfile under review, with what several policies ask of it worked out once.</summary>
sealed class DockerfileSubject
{
    readonly HashSet<string> _shipped;

    public DockerfileSubject(Dockerfile model, DockerIgnore? ignore)
    {
        (Model, Ignore) = (model, ignore);
        Shipped = [.. Dockerfile.Lineage(model.Final)];
        _shipped = Shipped.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var stages = model.Stages;
        foreach (var stage in stages) Facts[stage.Name] = new StageFacts(stage, stage.Base is StageBase.Parent { Stage.Name: var parent } ? Facts[parent] : null);
        Steps = [.. stages.SelectMany(stage => StepsOf(stage, Facts[stage.Name], _shipped.Contains(stage.Name)))];
    }

    static IEnumerable<Step> StepsOf(Stage stage, StageFacts facts, bool shipped)
    {
        var (workdir, shell) = ((string?)null, (ShellInstruction?)null);
        for (var i = 0; i < stage.Instructions.Count; i++)
        {
            yield return new Step(stage, i, facts, shipped) { Workdir = workdir, Shell = shell };
            if (stage.Instructions[i] is Workdir { Path: var path }) workdir = StageFacts.Absolute(workdir ?? "", path.ToString());
            else if (stage.Instructions[i] is ShellInstruction next) shell = next;
        }
    }

    public Dockerfile Model { get; }
    /// <summary>What is kept from the builder; null when there is no such file.</summary>
    public DockerIgnore? Ignore { get; }
    /// <summary>What is known of each stage by its name.</summary>
    public Dictionary<string, StageFacts> Facts { get; } = new(StringComparer.Ordinal);
    /// <summary>Every instruction of every stage.</summary>
    public IReadOnlyList<Step> Steps { get; }
    /// <summary>The stages whose layers are in the image: the final one and those it begins with.</summary>
    public IReadOnlyList<Stage> Shipped { get; }
    /// <summary>The instructions whose layers are in the image.</summary>
    public IEnumerable<Step> ShippedSteps => Steps.Where(s => s.Shipped);

    /// <summary>The user of the final stage, without the group; null when none is set.</summary>
    public (string Name, Position Position)? User =>
        ShippedSteps.Select(s => s.Instruction).OfType<User>().LastOrDefault() is { } user ? (user.Name.ToString().Split(':')[0], user.Position.Value) : null;

    /// <summary>A breach at a stage.</summary>
    public static Breach At(Stage stage, string message) => new(stage.Name, $"stage '{stage.Name}' {message}", stage.Position.Value);
}

/// <summary>An instruction and its place.</summary>
sealed class Step(Stage stage, int index, StageFacts facts, bool shipped)
{
    readonly Instruction _instruction = stage.Instructions[index];

    public Stage Stage => stage;
    public int Index => index;
    public Instruction Instruction => _instruction;
    /// <summary>Whether its layer is in the image.</summary>
    public bool Shipped => shipped;

    /// <summary>The commands of a RUN; none of any other instruction.</summary>
    public IReadOnlyList<ShellCommand> Commands => field ??= _instruction switch
    {
        Run { Script: { } script } => ShellReader.Commands(script),
        Run { Arguments: { Count: > 0 } words } => [new([.. words], null)],
        _ => [],
    };

    /// <summary>What is known of its stage.</summary>
    public StageFacts Facts => facts;
    /// <summary>The working folder, as far as the stage itself sets it; null before the first WORKDIR.</summary>
    public string? Workdir { get; init; }
    /// <summary>The last SHELL before it.</summary>
    public ShellInstruction? Shell { get; init; }

    /// <summary>Whether a cache that outlives the build is mounted at the folder or above or below it.</summary>
    public bool HasCache(string folder) => _instruction is Run run && run.Mounts.Any(m => m is Mount.CacheMount cache && cache.Target.ToString() is var target
        && (target.StartsWith(folder, StringComparison.Ordinal) || folder.StartsWith(target, StringComparison.Ordinal)));

    /// <summary>A breach here; the message follows the stage's name.</summary>
    public Breach At(string message) => new($"{stage.Name}[{index}]", $"stage '{stage.Name}' {message}", _instruction.Position.Value);
}
