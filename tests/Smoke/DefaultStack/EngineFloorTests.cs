using System.Diagnostics;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.DefaultStack;

/// <summary>The time to healthy beside the engine's own floor: the same topology with idle programs, in the same run.</summary>
[Collection(nameof(Default))]
public sealed class EngineFloorTests(Default running)
{
    private static string Idle(string service, string image) => $$"""
          {{service}}:
            image: {{image}}
            entrypoint: [sleep, infinity]
            init: true
            healthcheck: { test: ["CMD", "true"], interval: 30s, start_interval: 1s, start_period: 60s }

        """;

    [Fact]
    public async Task From_up_to_healthy_takes_less_than_30_s_or_on_a_busy_machine_four_times_the_engines_floor()
    {
        var floor = await Floor();
        (await running.Stack.Compose("down")).Succeeded();
        var ours = await running.Stack.Up();
        Measurements.Note("engine_floor_seconds", floor.TotalSeconds);
        Measurements.Note("up_to_healthy_seconds", ours.TotalSeconds);
        Measurements.Note("up_to_healthy_over_floor", ours / floor);
        // NFR1 says 30 s; machines that run tests are shared and can be slower than that with nothing at all to start.
        Assert.True(ours < TimeSpan.FromSeconds(Math.Max(30, 4 * floor.TotalSeconds)), $"{ours}, and the floor is {floor}");
    }

    private static async Task<TimeSpan> Floor()
    {
        var folder = Scratch.NewFolder(Scratch.NewProject());
        var shell = new Shell(folder).With("COMPOSE_PROJECT_NAME", Path.GetFileName(folder));
        var image = await TestImage.Get();
        var file = "services:\n" + Idle(Services.Backend, image) + Idle(Services.Frontend, image)
            + $"    depends_on: {{ {Services.Backend}: {{ condition: service_healthy }} }}\n";
        await File.WriteAllTextAsync(Path.Combine(folder, "compose.yaml"), file, TestContext.Current.CancellationToken);
        try
        {
            var watch = Stopwatch.StartNew();
            (await shell.Docker("compose", "up", "-d", "--wait")).Succeeded();
            return watch.Elapsed;
        }
        finally
        {
            (await shell.Docker("compose", "down", "--volumes", "--timeout", "1")).Succeeded();
            Scratch.DeleteFolder(folder);
        }
    }
}
