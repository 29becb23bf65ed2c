using System.Text.Json;
using System.Text.RegularExpressions;
using ArgusAI.Containers;
using ArgusAI.Containers.Pins;
using ArgusAI.Operations.Files;
using ArgusAI.Operations.Processes;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>
/// Pins the images from outside: asks their registries what each tag is now, writes it into the pin file behind the tag,
/// and with it every file that follows from it. All of that or nothing.
/// </summary>
/// <param name="docker">The command line; its context, <c>DOCKER_HOST</c> and credentials count.</param>
/// <param name="workspace">The clone.</param>
/// <param name="console">Shows what changes.</param>
public sealed partial class Pinning(DockerCli docker, Workspace workspace, IAnsiConsole console)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Pins.</summary>
    /// <param name="render">Gives the generated files from the pin file's text.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The keys of the images whose digest is another one now.</returns>
    /// <exception cref="OperationException">A registry does not answer, refuses, or lacks an image: nothing was changed.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(Func<string, IReadOnlyList<Artefact>> render, CancellationToken cancellation = default)
    {
        var pins = PinFile.Load(workspace);
        var before = await File.ReadAllTextAsync(workspace[PinFile.Path], cancellation);
        var answers = await Task.WhenAll(pins.All.Select(pin => ResolveAsync(pin, cancellation)));
        foreach (var (pin, answer) in pins.All.Zip(answers))
        {
            if (answer.Problem is not null) console.Bad($"{pin.Reference}: {answer.Problem}");
            else console.Line($"{pin.Reference} is {answer.Digest}{(pin.Digest is null ? ", not pinned before" : pin.Digest == answer.Digest ? ", as before" : $", before {pin.Digest}")}");
        }

        if (answers.Count(a => a.Problem is not null) is > 0 and var failed)
            throw new OperationException($"{failed} of {pins.All.Count} images could not be resolved, so nothing was changed", $"check that this machine reaches the registries named above (docker login, proxy), and the names in {PinFile.Path}, then run the command again");

        var digests = pins.All.Zip(answers).ToDictionary(p => p.First.Key, p => p.Second.Digest!);
        var after = ImagePins.Pin(before, digests, PinFile.Path);
        IReadOnlyList<Artefact> files = [new Artefact(PinFile.Path, after), .. render(after)];
        Generation.ShowDifferences(workspace, console, files);
        Generation.Write(workspace, console, files);
        return [.. pins.All.Where(pin => pin.Digest != digests[pin.Key]).Select(pin => pin.Key)];
    }

    // Buildx asks with the caller's credentials, and for a list of platforms gives the list's digest, which is the one that
    // `FROM` needs.
    private async Task<Answer> ResolveAsync(ImagePin pin, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            var result = await docker.RunAsync(["buildx", "imagetools", "inspect", "--format", "{{json .Manifest}}", pin.Reference.ToString()], limit.Token);
            if (result.ExitCode != 0) return new(null, Words(result.StandardError));
            using var manifest = JsonDocument.Parse(result.StandardOutput);
            var digest = manifest.RootElement.GetProperty("digest").GetString()!;
            return new(pin.Reference.At(digest).Digest, null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(null, $"no answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception strange) when (strange is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return new(null, $"buildx answered in a form that is not understood: {strange.Message}");
        }
    }

    private static string Words(string error) => Prefix().Replace(error.Trim().Split('\n')[^1], "");

    [GeneratedRegex("^ERROR: ")]
    private static partial Regex Prefix();

    private sealed record Answer(string? Digest, string? Problem);
}
