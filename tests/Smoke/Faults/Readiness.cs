using System.Net;
using System.Text.Json;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Faults;

/// <summary>Readiness as a load balancer sees it, at the backend's own door.</summary>
internal static class Readiness
{
    /// <summary>How soon it follows what happens.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    /// <summary>Waits until it answers with a status code; later than promised is a failure, and so is a service that does not answer.</summary>
    /// <param name="stack">Whose.</param>
    /// <param name="code">200 or 503.</param>
    /// <param name="since">When what it should tell happened.</param>
    /// <param name="what">What happened, in the name of the measurement: lower case and underscores.</param>
    /// <returns>The answer's <c>checks</c>.</returns>
    public static async Task<JsonElement> Turns(Installation stack, HttpStatusCode code, DateTimeOffset since, string what)
    {
        using var anyone = new ArgusClient(stack.Backend);
        while (true)
        {
            using var answer = await anyone.Http.GetAsync(Routes.Readiness);
            var (text, late) = (await answer.Content.ReadAsStringAsync(), DateTimeOffset.UtcNow - since);
            if (answer.StatusCode == code)
            {
                Measurements.Note($"readiness_{(int)code}_after_{what}_seconds", late.TotalSeconds);
                using var report = JsonDocument.Parse(text);
                return report.RootElement.GetProperty("checks").Clone();
            }
            Assert.True(late < Promised, $"{what}: readiness does not answer {(int)code} within {Promised}; it says {(int)answer.StatusCode} {text}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Fails where the process itself no longer answers.</summary>
    public static async Task IsAlive(Installation stack)
    {
        using var anyone = new ArgusClient(stack.Backend);
        await ArgusClient.Read<JsonElement>(await anyone.Http.GetAsync(Routes.Liveness));
    }
}
