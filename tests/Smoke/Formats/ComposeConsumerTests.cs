using System.Globalization;
using System.Text.Json;
using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Formats;

/// <summary>Whatever stands in a text slot of a Compose file, <c>docker compose config</c> reads the same text.</summary>
public sealed class ComposeConsumerTests : IDisposable
{
    private readonly string _project = Scratch.NewProject();
    private readonly string _folder;

    public ComposeConsumerTests() => _folder = Scratch.NewFolder(_project);

    public void Dispose() => Scratch.DeleteFolder(_folder);

    [Fact]
    public async Task Every_text_arrives_in_every_slot()
    {
        var texts = AnyText.Of(300);
        var file = new ComposeFile
        {
            Services = new()
            {
                ["a"] = new Service
                {
                    Image = ImageRef.Parse("app:1"),
                    Build = new Build(".") { Args = Map(texts)!, Labels = Map(texts) },
                    Environment = Map(texts)!,
                    Labels = Map(texts),
                    Annotations = Map(texts),
                    Command = Command.Exec(List(texts)),
                    Entrypoint = Command.Exec(List(texts)),
                    HealthCheck = new HealthCheck(Command.Exec(List(texts))),
                    Logging = new Logging("local") { Options = Map(texts) },
                    Volumes = [new VolumeMount("v", "/v")],
                    Networks = new() { ["n"] = null },
                    Configs = [.. texts.All.Select((_, i) => new ConfigGrant(Key(i)))],
                },
            },
            Volumes = new() { ["v"] = new Volume { Labels = Map(texts), DriverOptions = Map(texts) } },
            Networks = new() { ["n"] = new Network { Labels = Map(texts), DriverOptions = Map(texts) } },
            Configs = texts.All.Select((text, i) => (text, i)).ToEntries(t => Key(t.i), t => new ConfigSource { Content = t.text }),
        };
        using var read = await Config(file.Write());
        var root = read.RootElement;
        var a = root.GetProperty("services").GetProperty("a");
        foreach (var slot in (string[])["environment", "labels", "annotations"]) texts.CameBack(slot, Entry(a.GetProperty(slot)));
        foreach (var slot in (string[])["args", "labels"]) texts.CameBack($"build.{slot}", Entry(a.GetProperty("build").GetProperty(slot)));
        foreach (var slot in (string[])["command", "entrypoint"]) texts.CameBack(slot, i => Text(a.GetProperty(slot)[i]));
        texts.CameBack("healthcheck.test", i => Text(a.GetProperty("healthcheck").GetProperty("test")[i + 1]));
        texts.CameBack("logging.options", Entry(a.GetProperty("logging").GetProperty("options")));
        foreach (var (kind, name) in new[] { ("volumes", "v"), ("networks", "n") })
            foreach (var slot in (string[])["labels", "driver_opts"])
                texts.CameBack($"{kind}.{slot}", Entry(root.GetProperty(kind).GetProperty(name).GetProperty(slot)));
        // Compose leaves an empty content out.
        texts.CameBack("configs.content", i => root.GetProperty("configs").GetProperty(Key(i)).TryGetProperty("content", out var content) ? Text(content) : "");
    }

    [Fact]
    public async Task Every_text_arrives_as_the_name_of_a_label()
    {
        var texts = AnyText.Of(300);
        // Compose wants a name with at least one character that is no line end, and keeps x- for extensions.
        var names = texts with { All = [.. texts.All.Where(t => t.Trim('\n').Length > 0 && !t.StartsWith("x-", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)] };
        var file = new ComposeFile { Services = new() { ["a"] = new Service { Image = ImageRef.Parse("app:1"), Labels = names.All.ToEntries(t => t, t => (Template)"x") } } };
        using var read = await Config(file.Write());
        var labels = read.RootElement.GetProperty("services").GetProperty("a").GetProperty("labels").EnumerateObject().Select(p => Plain(p.Name)).ToHashSet(StringComparer.Ordinal);
        names.CameBack("labels", i => labels.Contains(names.All[i]) ? names.All[i] : null);
    }

    [Fact]
    public async Task Every_text_arrives_as_a_variable_and_as_its_default()
    {
        var texts = AnyText.Of(200);
        // Compose's own grammar has no escape for a brace or a line end inside a default.
        var plain = texts with { All = [.. texts.All.Where(t => !t.AsSpan().ContainsAny("{}\n"))] };
        var file = new ComposeFile
        {
            Services = new() { ["a"] = new Service { Image = ImageRef.Parse("app:1"), Environment = plain.All.Select((text, i) => (text, i)).ToEntries(t => Key(t.i), t => (Template?)Env.Var("ARGUS_NOT_SET").Or(t.text)) } },
        };
        using var read = await Config(file.Write());
        plain.CameBack("default", Entry(read.RootElement.GetProperty("services").GetProperty("a").GetProperty("environment")));
    }

    private static Entries<Template> Map(AnyText texts) => texts.All.Select((text, i) => (text, i)).ToEntries(t => Key(t.i), t => (Template)t.text);

    private static IEnumerable<Template> List(AnyText texts) => texts.All.Select(t => (Template)t);

    private static string Key(int i) => string.Create(CultureInfo.InvariantCulture, $"K{i}");

    private static Func<int, string?> Entry(JsonElement map) => i => map.TryGetProperty(Key(i), out var value) ? Text(value) : null;

    // What compose prints is a Compose file again: its dollars are doubled.
    private static string Plain(string printed) => printed.Replace("$$", "$", StringComparison.Ordinal);

    private static string? Text(JsonElement value) => value.GetString() is { } text ? Plain(text) : null;

    private async Task<JsonDocument> Config(string text)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "compose.yml"), text, TestContext.Current.CancellationToken);
        var read = (await new Shell(_folder).Docker("compose", "-p", _project, "-f", "compose.yml", "config", "--format", "json")).Succeeded();
        return JsonDocument.Parse(read.Output);
    }
}
