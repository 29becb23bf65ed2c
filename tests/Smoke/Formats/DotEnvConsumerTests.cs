using System.Globalization;
using System.Text.Json;
using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.DotEnv;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Formats;

/// <summary>Whatever stands in a dotenv value, Compose puts the same text in, be the file <c>.env</c> or an <c>env_file</c>.</summary>
public sealed class DotEnvConsumerTests : IDisposable
{
    private readonly string _project = Scratch.NewProject();
    private readonly string _folder;

    public DotEnvConsumerTests() => _folder = Scratch.NewFolder(_project);

    public void Dispose() => Scratch.DeleteFolder(_folder);

    [Fact]
    public async Task Every_text_arrives_by_interpolation_and_by_env_file()
    {
        var texts = AnyText.Of(300);
        var values = DotEnvFile.Empty;
        for (var i = 0; i < texts.All.Count; i++) values = values.Set(Key(i), texts.All[i]);
        var file = new ComposeFile
        {
            Services = new()
            {
                ["put-in"] = new Service { Image = ImageRef.Parse("app:1"), Environment = texts.All.Select((_, i) => i).ToEntries(Key, i => (Template?)Env.Var(new EnvName(Key(i)))) },
                ["env-file"] = new Service { Image = ImageRef.Parse("app:1"), EnvFile = [new EnvFile("values.env")] },
            },
        };
        await File.WriteAllTextAsync(Path.Combine(_folder, "values.env"), values.Write(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "compose.yml"), file.Write(), TestContext.Current.CancellationToken);
        var read = (await new Shell(_folder).Docker("compose", "-p", _project, "--env-file", "values.env", "-f", "compose.yml", "config", "--format", "json")).Succeeded();
        using var config = JsonDocument.Parse(read.Output);
        foreach (var service in (string[])["put-in", "env-file"])
        {
            var environment = config.RootElement.GetProperty("services").GetProperty(service).GetProperty("environment");
            texts.CameBack(service, i => environment.GetProperty(Key(i)).GetString()?.Replace("$$", "$", StringComparison.Ordinal));
        }
    }

    private static string Key(int i) => string.Create(CultureInfo.InvariantCulture, $"K{i}");
}
