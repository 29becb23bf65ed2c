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
    public async Task Time_to_healthy_is_noted_beside_the_floor_of_this_engine()
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
            var floor = watch.Elapsed;
            Measurements.Note("engine_floor_seconds", floor.TotalSeconds);
            Measurements.Note("up_to_healthy_over_floor", running.TimeToHealthy / floor);
            Assert.True(floor > TimeSpan.Zero && running.TimeToHealthy > TimeSpan.Zero);
        }
        finally
        {
            (await shell.Docker("compose", "down", "--volumes", "--timeout", "1")).Succeeded();
            Directory.Delete(folder, recursive: true);
        }
    }
}
