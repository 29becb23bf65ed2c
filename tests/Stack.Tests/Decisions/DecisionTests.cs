namespace ArgusAI.Stack.Tests.Decisions;

/// <summary>Every decision about files holds for ours and finds the fault in the epic's: a check that cannot fail proves nothing.</summary>
public class DecisionTests
{
    private static readonly IReadOnlyDictionary<string, Decision> Decisions =
        new[] { ComposeDecisions.All, DockerfileDecisions.All, NginxDecisions.All }.SelectMany(d => d).ToDictionary(d => d.Id);

    public static TheoryData<string, string> All => [.. Decisions.Values.Select(d => new TheoryDataRow<string, string>(d.Id, d.Says))];

    [Theory]
    [MemberData(nameof(All))]
    public void Our_files_keep_the_decision(string id, string says)
    {
        var problem = Decisions[id].Problem(Delivery.Ours);

        Assert.True(problem is null, $"{id} ({says}): {problem}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_epics_files_break_the_decision(string id, string says)
    {
        var problem = Decisions[id].Problem(Delivery.Epic);

        Assert.True(problem is not null, $"{id} ({says}) finds no fault in the epic's files: the check is blind");
    }
}
