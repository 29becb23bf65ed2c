using ArgusAI.Operations;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Smoke.Fixture;

/// <summary>
/// A project of the same outline as ours with two images that are built in a second: for what a build does when it fails, or
/// when another machine builds. Its images have names of their own and are removed with it.
/// </summary>
public sealed class SmallProject : IDisposable
{
    private readonly string _name = Scratch.NewProject();
    private int _archives;

    public SmallProject()
    {
        Workspace = new Workspace(Scratch.NewFolder(_name)) { Cache = Path.Combine(Scratch.NewFolder(_name), "cache") };
        foreach (var target in Targets) Write($"{target}.Dockerfile", "FROM scratch\nCOPY content same /\n");
        Write("content", "first");
        Write("same", "same");
        var targets = Targets.Select(t => $$"""
            "{{t}}": { "dockerfile": "{{t}}.Dockerfile", "tags": ["{{Image(t)}}"], "labels": { "org.opencontainers.image.source": "{{Product.SourceUrl}}" }, "attest": ["type=provenance,disabled=true"] }
            """);
        Write(Bake.File, $$"""{ "group": { "default": { "targets": ["{{string.Join("\", \"", Targets)}}"] } }, "target": { {{string.Join(", ", targets)}} } }""");
    }

    /// <summary>The names of its images in the bake file.</summary>
    public static IReadOnlyList<string> Targets { get; } = ["backend", "frontend"];

    /// <summary>Where it is.</summary>
    public Workspace Workspace { get; }

    /// <summary>An image's name.</summary>
    public string Image(string target) => $"argusai.local/test/{_name}-{target}:1";

    /// <summary>What the engine has under an image's name; empty when nothing.</summary>
    public async Task<string> Id(string target) => (await new DockerCli().RunAsync(["image", "inspect", "--format", "{{.Id}}", Image(target)])).StandardOutput.Trim();

    /// <summary>Writes one of its files.</summary>
    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Workspace[path])!);
        File.WriteAllText(Workspace[path], text);
    }

    /// <summary>Builds its images as ours are built.</summary>
    public Task<BuildSummary> Build(DockerCli? docker = null, BuildSettings? settings = null, bool standIns = false) =>
        new ImageBuild(docker ?? new DockerCli(), Workspace, Scratch.Silent).RunAsync(new BaseImageSource(standIns, ""), settings, cancellation: TestContext.Current.CancellationToken);

    /// <summary>Builds one of its images into an archive.</summary>
    /// <param name="name">The image's name in the archive.</param>
    public async Task<ReleasedImage> Export(string name)
    {
        var archive = Workspace[$"{Interlocked.Increment(ref _archives)}.tar"];
        (await new Shell(Workspace.Root).With(SourceCommit.Variable, "1700000000").Docker("buildx", "build", "--provenance=false", "--file", "backend.Dockerfile",
            "--output", $"type=oci,dest={archive},name={name},rewrite-timestamp=true", ".")).Succeeded();
        return new ReleasedImage(name, archive, OciArchive.Read(archive));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        new DockerCli().RunAsync(["image", "rm", "--force", .. Targets.Select(Image)]).GetAwaiter().GetResult();
        Scratch.DeleteFolder(Workspace.Root);
    }
}
