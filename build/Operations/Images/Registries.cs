using ArgusAI.Containers.Pins;
using System.Text.Json;
using System.Text.RegularExpressions;
using ArgusAI.Operations.Files;
using Docker.DotNet;

namespace ArgusAI.Operations.Images;

/// <summary>
/// Whether the registries answer, asked through the engine: it is the one that pulls, with its own proxy, mirrors and
/// name resolution. The answer is kept for a few minutes, so that a stack that runs already is not delayed.
/// </summary>
/// <param name="workspace">Gives the folder where the answers are kept.</param>
public sealed partial class Registries(Workspace workspace)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>Asks about one image: null when it is there, else what failed. Another one only in tests.</summary>
    internal Func<ImagePin, CancellationToken, Task<string?>> Inquire { get; init; } = AskEngineAsync;

    /// <summary>The time; another one only in tests.</summary>
    internal Func<DateTime> Now { get; init; } = () => DateTime.UtcNow;

    private string File => workspace[".nuke/temp/registries.json"];

    /// <summary>Asks for the manifest of each image, all at once.</summary>
    /// <returns>Null when all are there; else what failed first, in the engine's words.</returns>
    public async Task<string?> AskAsync(IReadOnlyList<ImagePin> pins, CancellationToken cancellation)
    {
        var known = Read().Where(a => Now() - a.Value.Asked < Kept).ToDictionary();
        var unknown = pins.Where(pin => !known.ContainsKey(pin.Pinned.ToString())).ToList();
        var answers = await Task.WhenAll(unknown.Select(pin => Inquire(pin, cancellation)));
        foreach (var (pin, problem) in unknown.Zip(answers)) known[pin.Pinned.ToString()] = new Answer(Now(), problem);
        if (unknown.Count > 0) AtomicFile.Write(File, JsonSerializer.Serialize(known) + "\n");
        return pins.Select(pin => known[pin.Pinned.ToString()].Problem).FirstOrDefault(problem => problem is not null);
    }

    private static async Task<string?> AskEngineAsync(ImagePin pin, CancellationToken cancellation)
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

    // The engine answers {"message":"Get \"https://…\": dial tcp: …: no such host"}. The address says nothing that the image's name does not.
    private static string Words(Exception error)
    {
        var text = error is DockerApiException { ResponseBody: { Length: > 0 } body } ? body : error.Message;
        try
        {
            using var document = JsonDocument.Parse(text);
            return Request().Replace(document.RootElement.GetProperty("message").GetString() ?? text, "");
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException)
        {
            return text.Trim();
        }
    }

    private Dictionary<string, Answer> Read()
    {
        try
        {
            return System.IO.File.Exists(File) ? JsonSerializer.Deserialize<Dictionary<string, Answer>>(System.IO.File.ReadAllText(File)) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    [GeneratedRegex("^(Get|Head) \"[^\"]*\": (dial tcp: )?")]
    private static partial Regex Request();

    private sealed record Answer(DateTime Asked, string? Problem);
}
