namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Puts every stage after those it needs, without recursion: a file may hold a very long chain.</summary>
sealed class StageOrder
{
    readonly HashSet<Stage> _visited = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<Stage> _written = [];
    readonly List<Stage> _stages = [];

    public IReadOnlyList<Stage> Stages => _stages;

    public void Add(Stage stage)
    {
        var open = new Stack<(Stage Stage, IEnumerator<Stage> Needs)>();
        Open(open, stage);
        while (open.TryPeek(out var top))
            if (top.Needs.MoveNext())
                Open(open, top.Needs.Current);
            else
            {
                open.Pop();
                // The same stage made twice is one stage.
                if (_written.Add(top.Stage)) _stages.Add(top.Stage);
            }
    }

    void Open(Stack<(Stage, IEnumerator<Stage>)> open, Stage stage)
    {
        if (_visited.Add(stage)) open.Push((stage, stage.Needs.GetEnumerator()));
    }
}
