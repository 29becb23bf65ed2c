using ArgusAI.Operations;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Tests;

namespace ArgusAI.Smoke.Fixture;

/// <summary>
/// A real registry on this machine: Debian's <c>docker-registry</c>, fetched through the machine's mirror and run in a
/// container that is removed with its images, also after a crash. Engines take loopback registries without TLS.
/// </summary>
public sealed class LocalRegistry : IAsyncDisposable
{
    private const string Package = "docker-registry";
    private readonly Shell _shell = new(Repository.Root);
    private readonly string _container;

    private LocalRegistry(string container, int port) => (_container, Address) = (container, $"127.0.0.1:{port}");

    /// <summary>Host and port, as they stand in an image's name.</summary>
    public string Address { get; }

    /// <summary>Starts one.</summary>
    /// <param name="refuses">Whether it wants a login, which nobody has.</param>
    public static async Task<LocalRegistry> Start(bool refuses = false)
    {
        var (name, port) = ($"{Scratch.NewProject()}-registry", new StackPorts().Backend);
        var registry = new LocalRegistry(name, port);
        var access = refuses ? "auth: {silly: {realm: closed, service: closed}}\n" : "";
        var configuration = $"version: 0.1\nlog: {{level: warn}}\nstorage: {{filesystem: {{rootdirectory: /tmp/registry}}}}\nhttp: {{addr: ':5000'}}\n{access}";
        (await registry._shell.Docker("run", "--detach", "--name", name, "--label", $"{TestOwner.Label}={TestOwner.Current}", "--pull", "never",
            "--publish", $"{registry.Address}:5000", "--volume", $"{await Program()}:/registry:ro", "--tmpfs", "/tmp", "--env", $"CONFIGURATION={configuration}",
            (await StackImages.OutsideImages()).Debian, "sh", "-c", "printf '%s' \"$CONFIGURATION\" >/tmp/config.yml && exec /registry serve /tmp/config.yml")).Succeeded();
        await registry.WaitUntilItAnswers();
        return registry;
    }

    /// <summary>Pushes one image for two platforms, whose only file holds a text, under several names.</summary>
    /// <param name="content">The text: another one makes another digest.</param>
    /// <param name="names">The names below <see cref="Address"/>, with tags.</param>
    public async Task Push(string content, params IReadOnlyList<string> names)
    {
        var folder = Scratch.NewFolder(Scratch.NewProject());
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "content"), content);
            await File.WriteAllTextAsync(Path.Combine(folder, "Dockerfile"), "FROM scratch\nCOPY content /\n");
            (await _shell.Docker(["buildx", "build", "--provenance=false", "--platform", "linux/amd64,linux/arm64", .. names.SelectMany(n => new[] { "--tag", $"{Address}/{n}" }), "--push", folder])).Succeeded();
        }
        finally
        {
            await _shell.Docker(["image", "rm", "--force", .. names.Select(n => $"{Address}/{n}")]);
            Scratch.DeleteFolder(folder);
        }
    }

    /// <summary>What the registry itself says a tag is.</summary>
    public async Task<string> Digest(string name, string tag)
    {
        using var client = new HttpClient();
        using var question = new HttpRequestMessage(HttpMethod.Head, $"http://{Address}/v2/{name}/manifests/{tag}");
        question.Headers.Accept.ParseAdd("application/vnd.oci.image.index.v1+json");
        question.Headers.Accept.ParseAdd("application/vnd.docker.distribution.manifest.list.v2+json");
        using var answer = (await client.SendAsync(question, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        return answer.Headers.GetValues("Docker-Content-Digest").Single();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _shell.Docker("rm", "--force", "--volumes", _container);

    private async Task WaitUntilItAnswers()
    {
        using var client = new HttpClient();
        using var limit = new CancellationTokenSource(TimeLimits.Answer);
        while (true)
        {
            try
            {
                await client.GetAsync(new Uri($"http://{Address}/v2/"), limit.Token);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(100, limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"the registry does not answer:\n{await Engine.Logs(_container)}");
            }
        }
    }

    // Unpacked beside the downloaded package, which is kept for the next run; nothing is installed.
    private static async Task<string> Program()
    {
        var system = HostSystem.Read();
        var archive = DebianArchive.For(system, system.Codename, new Workspace(Repository.Root));
        var package = (await archive.DownloadAsync("a registry", [Package], Scratch.Silent, TestContext.Current.CancellationToken))[0];
        var folder = package + ".unpacked";
        var program = Path.Combine(folder, "usr/bin", Package);
        if (!File.Exists(program)) (await new Shell(Repository.Root).Run("dpkg", "-x", package, folder)).Succeeded();
        return program;
    }
}
