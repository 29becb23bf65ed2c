using ArgusAI.Containers.Pins;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests.Images;

/// <summary>Whether anything is built, seen from the calls that reach a stand-in <c>docker</c>.</summary>
public sealed class StandInsTests : IDisposable
{
    private readonly Sandbox sandbox = new();
    private readonly Workspace clone;
    private readonly ImagePins pins;

    public StandInsTests()
    {
        clone = Workspace.Find(AppContext.BaseDirectory) with { Cache = Path.Combine(sandbox.Folder, "cache") };
        pins = PinFile.Load(clone);
        sandbox.File("etc/apt/sources.list", "deb http://mirror.test/debian bookworm main\n");
    }

    [Fact]
    public async Task Images_that_carry_their_recipes_key_are_not_built_again()
    {
        var standIns = WithEngineThatHas(_ => true);
        Assert.Empty(await standIns.EnsureAsync(pins.All, pins["debian"], "10.0.100", install: false, caBundle: null, TestContext.Current.CancellationToken));
        Assert.Single(Calls);
    }

    [Fact]
    public async Task Only_what_another_recipe_made_is_built_again()
    {
        var standIns = WithEngineThatHas(key => key != "nginx");
        var built = await standIns.EnsureAsync(pins.All, pins["debian"], "10.0.100", install: false, caBundle: "/etc/ca.pem", TestContext.Current.CancellationToken);
        Assert.Equal(["nginx"], built);
        var build = Assert.Single(Calls, call => call.StartsWith("buildx build", StringComparison.Ordinal));
        Assert.Contains("--tag argusai.local/base/nginx:1.26", build, StringComparison.Ordinal);
        Assert.Contains("--build-context debian=docker-image://argusai.local/base/debian:trixie", build, StringComparison.Ordinal);
        Assert.Contains("--secret id=ca,src=/etc/ca.pem", build, StringComparison.Ordinal);
        Assert.Contains("--provenance=false", build, StringComparison.Ordinal);
    }

    public void Dispose() => sandbox.Dispose();

    private string[] Calls => File.ReadAllLines(Path.Combine(sandbox.Folder, "calls"));

    private StandIns WithEngineThatHas(Func<string, bool> current)
    {
        var system = new HostSystem("debian", "12", "bookworm", "Debian") { Root = sandbox.Folder };
        var recipes = new StandIns(new DockerCli(), clone, sandbox.Console) { System = system }.Recipes(pins.All, pins["debian"], "10.0.100");
        var lines = recipes.Select(r => $"[\"{r.Pin.StandIn}\"] {(current(r.Pin.Key) ? r.Key : "old")}");
        var script = $"echo \"$*\" >>'{sandbox.Folder}/calls'\ncase \"$*\" in\n  'image inspect'*) cat <<'END'\n{string.Join('\n', lines)}\nEND\n  ;;\nesac\n";
        return new StandIns(new DockerCli { Executable = sandbox.Program("docker", script) }, clone, sandbox.Console) { System = system };
    }
}
