using ArgusAI.Containers.Pins;
using ArgusAI.Operations.Engine;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests.Images;

/// <summary>Whether anything is built, and for what, seen from the calls that reach a stand-in <c>docker</c>.</summary>
public sealed class StandInsTests : IDisposable
{
    private const string ContainerdStore = """[["driver-type","io.containerd.snapshotter.v1"]]""";
    private static readonly string[] OfTheBuilder = ["dotnet-sdk", "sbom-scanner"], Both = ["amd64", "arm64"];

    private readonly Sandbox sandbox = new();
    private readonly Workspace clone;
    private readonly ImagePins pins;
    private string store = ContainerdStore, fails = "";

    public StandInsTests()
    {
        clone = Workspace.Find(AppContext.BaseDirectory) with { Cache = Path.Combine(sandbox.Folder, "cache"), Artifacts = Path.Combine(sandbox.Folder, "artifacts") };
        pins = PinFile.Load(clone);
        sandbox.File("etc/apt/sources.list", "deb http://mirror.test/debian bookworm main\n");
        Installed("mmdebstrap");
    }

    [Fact]
    public async Task Images_that_carry_their_recipes_key_are_not_built_again()
    {
        Assert.Empty(await Ensure(_ => "amd64"));
        Assert.Single(Calls);
    }

    [Fact]
    public async Task Only_what_another_recipe_made_is_built_again()
    {
        Assert.Equal(["nginx"], await Ensure(key => key == "nginx" ? null : "amd64", caBundle: "/etc/ca.pem"));
        var build = Assert.Single(Builds);
        Assert.Contains("--tag argusai.local/base/nginx:1.26", build, StringComparison.Ordinal);
        Assert.Contains("--build-context debian=docker-image://argusai.local/base/debian:trixie", build, StringComparison.Ordinal);
        Assert.Contains("--secret id=ca,src=/etc/ca.pem", build, StringComparison.Ordinal);
        Assert.Contains("--provenance=false", build, StringComparison.Ordinal);
        Assert.Contains("--platform linux/amd64 ", build, StringComparison.Ordinal);
        Assert.Contains("--label argusai.base.architectures=amd64 ", build, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_build_is_told_by_its_step_with_what_mends_it()
    {
        fails = "#7 [stage-0 2/4] RUN apt-get update\n#7 1.5 Certificate verification failed: The certificate is NOT trusted.\n#7 ERROR: exit code: 100";
        var failure = await Assert.ThrowsAsync<OperationException>(() => Ensure(key => key == "nginx" ? null : "amd64", (string?)null));
        Assert.StartsWith("Building argusai.local/base/nginx:1.26 (amd64) failed (code 1):\n[stage-0 2/4] RUN apt-get update\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--ca-bundle FILE", failure.Fix, StringComparison.Ordinal);
        Assert.Contains("NOT trusted", await File.ReadAllTextAsync(Path.Combine(clone.Artifacts, "logs/build.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_of_two_architectures_is_not_built_again_for_one_of_them()
    {
        Assert.Empty(await Ensure(_ => "amd64,arm64"));
        Assert.Single(Calls);
    }

    [Fact]
    public async Task An_image_that_lacks_an_architecture_is_built_for_it_and_keeps_what_it_had()
    {
        sandbox.File("proc/sys/fs/binfmt_misc/qemu-aarch64", "");
        Assert.Equal(["nginx"], await Ensure(key => key == "nginx" ? "amd64" : "amd64,arm64", ["arm64"]));
        var build = Assert.Single(Builds);
        Assert.Contains("--platform linux/amd64,linux/arm64 ", build, StringComparison.Ordinal);
        Assert.Contains("--label argusai.base.architectures=amd64,arm64 ", build, StringComparison.Ordinal);

        sandbox.File("calls", "");
        Assert.Equal(["nginx"], await Ensure(key => key == "nginx" ? "arm64" : "amd64,arm64", ["amd64"]));
        Assert.Contains("--platform linux/amd64,linux/arm64 ", Assert.Single(Builds), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_does_not_say_what_it_was_built_for_is_built_again()
    {
        Assert.Equal(["nginx"], await Ensure(key => key == "nginx" ? "" : "amd64"));
        Assert.Contains("--platform linux/amd64 ", Assert.Single(Builds), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_runs_on_the_platform_that_builds_is_built_for_no_other()
    {
        Assert.Empty(await Ensure(key => OfTheBuilder.Contains(key) ? "amd64" : "amd64,arm64", Both));
        Assert.Equal(["sbom-scanner"], await Ensure(key => key == "sbom-scanner" ? null : "amd64,arm64", Both));
        Assert.Contains("--platform linux/amd64 ", Assert.Single(Builds), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nginx", true)]
    [InlineData("postgres", true)]
    [InlineData("node", false)]
    [InlineData("dotnet-sdk", false)]
    [InlineData("sbom-scanner", false)]
    public async Task Debian_is_wanted_for_another_platform_only_where_its_programs_run_in_a_build(string key, bool wanted)
    {
        Func<string, string?> has = k => k == "debian" ? "amd64" : "amd64,arm64";
        if (wanted) Assert.Contains("qemu-user-static", (await Assert.ThrowsAsync<OperationException>(() => Ensure(has, Both, "debian", key))).Message, StringComparison.Ordinal);
        else Assert.Empty(await Ensure(has, Both, "debian", key));
    }

    [Fact]
    public async Task What_emulates_another_platform_is_asked_for_only_where_one_is_built()
    {
        var missing = await Assert.ThrowsAsync<OperationException>(() => Ensure(key => key == "postgres" ? "amd64" : "amd64,arm64", Both));
        Assert.Contains("missing on this machine: qemu-user-static, binfmt-support, arch-test", missing.Message, StringComparison.Ordinal);
        Assert.Contains("--install-engine", missing.Fix, StringComparison.Ordinal);
        Assert.Empty(Builds);

        Assert.Equal(["postgres"], await Ensure(key => key == "postgres" ? null : "amd64"));
    }

    [Fact]
    public async Task Several_architectures_need_containerds_image_store_and_nothing_is_installed_before_that_is_said()
    {
        store = """[["Backing Filesystem","extfs"]]""";
        Installed();
        Assert.Contains("containerd-snapshotter", (await Assert.ThrowsAsync<OperationException>(() => Ensure(_ => "amd64", Both))).Fix, StringComparison.Ordinal);
    }

    public void Dispose() => sandbox.Dispose();

    private string[] Calls => File.ReadAllLines(Path.Combine(sandbox.Folder, "calls"));

    private IEnumerable<string> Builds => Calls.Where(call => call.StartsWith("buildx build", StringComparison.Ordinal));

    private void Installed(params string[] packages) => sandbox.File("var/lib/dpkg/status", string.Concat(packages.Select(p =>
        $"Package: {p}\nStatus: install ok installed\nVersion: 1\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: {p}\n\n")));

    /// <summary>Ensures images where the engine has those of the given architectures by the present recipe; of another recipe where null.</summary>
    private Task<IReadOnlyList<string>> Ensure(Func<string, string?> has, string[]? architectures = null, params string[] only) => Ensure(has, architectures, null, only);

    private Task<IReadOnlyList<string>> Ensure(Func<string, string?> has, string? caBundle) => Ensure(has, null, caBundle, []);

    private Task<IReadOnlyList<string>> Ensure(Func<string, string?> has, string[]? architectures, string? caBundle, string[] only)
    {
        var standIns = new StandIns(new DockerCli(), clone, sandbox.Console) { System = new HostSystem("debian", "12", "bookworm", "Debian") { Root = sandbox.Folder, IsRoot = false, Architecture = "amd64" } };
        var lines = standIns.Recipes(pins.All, pins["debian"], "10.0.100").Select(r => $"[\"{r.Pin.StandIn}\"] {(has(r.Pin.Key) is null ? "old" : r.Key)} {has(r.Pin.Key) ?? "amd64"}");
        var docker = sandbox.Program("docker", $"""
            echo "$*" >>'{sandbox.Folder}/calls'
            case "$*" in
              'image inspect'*) cat <<'END'
            {string.Join('\n', lines)}
            END
              ;;
              info*) echo '{store}' ;;
              'buildx build'*) if [ -n '{fails}' ]; then printf '{fails}\n'; exit 1; fi ;;
            esac

            """);
        return new StandIns(new DockerCli { Executable = docker }, clone, sandbox.Console) { System = standIns.System }
            .EnsureAsync(only.Length == 0 ? pins.All : [.. only.Select(k => pins[k])], pins["debian"], "10.0.100", install: false, caBundle, architectures, TestContext.Current.CancellationToken);
    }
}
