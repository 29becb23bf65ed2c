using System.Text.Json;
using ArgusAI.Operations.Files;
using Docker.DotNet;

namespace ArgusAI.Operations.Images;

/// <summary>
/// Whether the registries answer, asked through the engine: it is the one that pulls, with its own proxy, mirrors and
/// name resolution. The answer is kept for a few minutes, so that a stack that runs already is not delayed.
/// </summary>
/// <param name="workspace">Gives the folder where the answer is kept.</param>
public sealed class Registries(Workspace workspace)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private string File => workspace[".nuke/temp/registries.json"];

    /// <summary>Asks for the manifest of each image, all at once.</summary>
    /// <returns>Null when all are there; else what failed first, in the engine's words.</returns>
    public async Task<string?> AskAsync(IReadOnlyList<ImagePin> pins, CancellationToken cancellation)
    {
        var question = string.Join(' ', pins.Select(pin => pin.Pinned));
        if (Read() is { } last && last.Question == question && DateTime.UtcNow - last.Asked < Kept) return last.Problem;
        var answers = await Task.WhenAll(pins.Select(pin => AskAsync(pin, cancellation)));
        var problem = answers.FirstOrDefault(answer => answer is not null);
        AtomicFile.Write(File, JsonSerializer.Serialize(new Answer(question, DateTime.UtcNow, problem)) + "\n");
        return problem;
    }

    private static async Task<string?> AskAsync(ImagePin pin, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new DockerClientBuilder().Build();
            await client.Distribution.InspectAsync(pin.Pinned.ToString(), limit.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"{pin.Reference}: no answer within {Patience.TotalSeconds:0} s";
        }
        catch (Exception error) when (error is DockerApiException or HttpRequestException)
        {
            return $"{pin.Reference}: {Words(error)}";
        }
    }

    // The engine answers {"message":"Get \"https://…\": dial tcp: …: no such host"}.
    private static string Words(Exception error)
    {
        var text = error is DockerApiException { ResponseBody: { Length: > 0 } body } ? body : error.Message;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.GetProperty("message").GetString() ?? text;
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException)
        {
            return text.Trim();
        }
    }

    private Answer? Read()
    {
        try
        {
            return System.IO.File.Exists(File) ? JsonSerializer.Deserialize<Answer>(System.IO.File.ReadAllText(File)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Answer(string Question, DateTime Asked, string? Problem);
}
