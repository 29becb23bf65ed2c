using System.Globalization;
using System.Text;
using ArgusAI.Containers;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Formats;

/// <summary>Whatever stands in a text slot of a Dockerfile, the built image's configuration and files hold the same text.</summary>
public sealed class DockerfileConsumerTests : IDisposable
{
    private readonly string _project = Scratch.NewProject();
    private readonly string _folder;

    public DockerfileConsumerTests() => _folder = Scratch.NewFolder(_project);

    public void Dispose() => Scratch.DeleteFolder(_folder);

    [Fact]
    public async Task Every_text_of_one_line_arrives_in_the_images_configuration()
    {
        var texts = AnyText.Of(300).OneLine();
        var stage = Stage.FromScratch("a")
            .Env(texts.All.Select((text, i) => (new EnvName(Key(i)), (Template)text)))
            .Label(texts.All.Select((text, i) => (Key(i), (Template)text)))
            .Health(new HealthCheck(Command.Exec(texts.All.Select(t => (Template)t))))
            .Entrypoint(texts.All.Select(t => (Template)t))
            .Cmd(texts.All.Select(t => (Template)t));
        var image = $"argusai.local/test/formats:{_project}";
        await Build(Dockerfile.For(stage), "--tag", image);
        try
        {
            var config = (await Engine.Client.Images.InspectImageAsync(image, TestContext.Current.CancellationToken)).Config!;
            var environment = config.Env!.Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
            texts.CameBack("ENV", i => environment.GetValueOrDefault(Key(i)));
            texts.CameBack("LABEL", i => config.Labels!.TryGetValue(Key(i), out var value) ? value : null);
            texts.CameBack("HEALTHCHECK", i => config.Healthcheck!.Test![i + 1]);
            texts.CameBack("ENTRYPOINT", i => config.Entrypoint![i]);
            texts.CameBack("CMD", i => config.Cmd![i]);
        }
        finally
        {
            await Engine.Client.Images.DeleteImageAsync(image, new() { Force = true }, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Every_text_arrives_as_the_name_of_a_label()
    {
        var texts = AnyText.Of(200).OneLine();
        // The builder cuts at the first = before it looks at quotes, and refuses blank names.
        var names = texts with { All = [.. texts.All.Where(t => !string.IsNullOrWhiteSpace(t) && !t.Contains('=', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)] };
        var image = $"argusai.local/test/formats:{_project}";
        await Build(Dockerfile.For(Stage.FromScratch("a").Label(names.All.Select(name => (name, (Template)"x")))), "--tag", image);
        try
        {
            var labels = (await Engine.Client.Images.InspectImageAsync(image, TestContext.Current.CancellationToken)).Config!.Labels!;
            names.CameBack("LABEL", i => labels.ContainsKey(names.All[i]) ? names.All[i] : null);
        }
        finally
        {
            await Engine.Client.Images.DeleteImageAsync(image, new() { Force = true }, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Every_text_arrives_as_the_content_of_a_file()
    {
        var texts = AnyText.Of(100);
        // A heredoc ends with a line end and knows no other than LF: the promise of InlineFile.
        var whole = texts with { All = [.. texts.All.Select(t => t.ReplaceLineEndings("\n").TrimEnd('\n')).Where(t => t.Length > 0)] };
        var stage = Stage.FromScratch("a");
        for (var i = 0; i < whole.All.Count; i++) stage = stage.CopyText(whole.All[i], $"/{Key(i)}");
        var output = Path.Combine(_folder, "files");
        await Build(Dockerfile.For(stage), "--output", $"type=local,dest={output}");
        whole.CameBack("COPY <<EOF", i => Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(output, Key(i)))).TrimEnd('\n'));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    public void A_text_that_no_line_can_hold_is_refused(string text)
    {
        var refused = Assert.Throws<ArgumentException>(() => Dockerfile.For(Stage.FromScratch("a").Env("A", text)).Write());
        Assert.Contains("expected", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a=b")]
    public void A_label_name_that_the_builder_would_read_otherwise_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => Dockerfile.For(Stage.FromScratch("a").Label(name, "x")).Write());

    private async Task Build(Dockerfile file, params string[] options)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Dockerfile"), file.Write(), TestContext.Current.CancellationToken);
        (await new Shell(_folder).Docker(["build", "--quiet", "--provenance=false", .. options, "."])).Succeeded();
    }

    private static string Key(int i) => string.Create(CultureInfo.InvariantCulture, $"K{i}");
}
