using System.Globalization;
using System.Text.Json;
using ArgusAI.Containers;
using ArgusAI.Containers.Bake;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Formats;

/// <summary>Whatever stands in a text slot of a bake file, <c>docker buildx bake</c> reads the same text.</summary>
public sealed class BakeConsumerTests : IDisposable
{
    private readonly string _folder = Scratch.NewFolder(Scratch.NewProject());

    public void Dispose() => Scratch.DeleteFolder(_folder);

    [Fact]
    public async Task Every_text_arrives_in_every_slot()
    {
        var all = AnyText.Of(300);
        // Bake takes a byte order mark at a text's beginning for its file's, and composes letters with their accents (Unicode's form C):
        // none of that happens to characters below the first accent.
        var texts = all with { All = [.. all.All.Where(t => t.All(c => c < '\u0300'))] };
        var inline = "FROM scratch\n" + string.Join('\n', texts.All);
        var file = new BakeFile
        {
            Groups = new() { ["default"] = new(["a"]) },
            Targets = new() { ["a"] = new BakeTarget { Context = ".", Args = Map(texts), Labels = Map(texts), DockerfileInline = inline } },
        };
        await File.WriteAllTextAsync(Path.Combine(_folder, "docker-bake.json"), file.Write(), TestContext.Current.CancellationToken);
        var printed = (await new Shell(_folder).Docker("buildx", "bake", "--file", "docker-bake.json", "--print")).Succeeded();
        using var read = JsonDocument.Parse(printed.Output);
        var a = read.RootElement.GetProperty("target").GetProperty("a");
        texts.CameBack("args", i => a.GetProperty("args").GetProperty(Key(i)).GetString());
        texts.CameBack("labels", i => a.GetProperty("labels").GetProperty(Key(i)).GetString());
        (texts with { All = [inline] }).CameBack("dockerfile-inline", _ => a.GetProperty("dockerfile-inline").GetString());
    }

    private static Entries<Template?> Map(AnyText texts) => texts.All.Select((text, i) => (text, i)).ToEntries(t => Key(t.i), t => (Template?)t.text);

    private static string Key(int i) => string.Create(CultureInfo.InvariantCulture, $"K{i}");
}
