using ArgusAI.Contract;

namespace ArgusAI.Stack.Tests;

/// <summary>The same stack for Engine 24, whose Compose refuses <c>start_interval</c> (D8).</summary>
public class EngineFloorTests
{
    private static readonly StackInputs Old = Repository.Inputs with { EngineFloor = EngineFloor.Engine24 };

    [Fact]
    public void For_engine_24_no_file_has_a_start_interval()
    {
        Assert.DoesNotContain(ArgusStack.Render(Old).Where(a => a.Path != StackFiles.Policies), a => Says(a.Content, "start_interval:") || Says(a.Content, "--start-interval"));
    }

    [Fact]
    public void For_engine_25_every_health_check_has_one()
    {
        Assert.All(StackModel.Of(Repository.Inputs).Compose.Services.Values, s => Assert.NotNull(s.HealthCheck?.StartInterval));
    }

    [Fact]
    public void For_engine_24_the_interval_is_the_contracts_shorter_one()
    {
        var backend = StackModel.Of(Old).Compose.Services[Services.Backend];

        Assert.Equal(HealthProbe.Backend.IntervalOnOldEngines, backend.HealthCheck!.Interval!.Value.ToTimeSpan());
    }

    [Fact]
    public void Only_health_checks_and_what_explains_them_differ_between_the_floors()
    {
        var differing = ArgusStack.Render(Repository.Inputs).Zip(ArgusStack.Render(Old))
            .Where(pair => pair.First != pair.Second).Select(pair => pair.First.Path);

        Assert.Equal([StackFiles.Compose, StackFiles.ComposeSecrets, StackFiles.BackendDockerfile, StackFiles.FrontendDockerfile], differing);
    }

    private static bool Says(string content, string text) =>
        content.Split('\n').Any(line => !line.TrimStart().StartsWith('#') && line.Contains(text, StringComparison.Ordinal));
}
