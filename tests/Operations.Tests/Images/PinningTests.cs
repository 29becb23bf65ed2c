using ArgusAI.Containers;
using ArgusAI.Containers.Pins;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests.Images;

public sealed class PinningTests : IDisposable
{
    private const string Pins = """
        apiVersion: argusai/v1
        kind: ImagePins
        images:
          debian:
            image: debian:trixie-slim # the base
            stand-in: argusai.local/base/debian:trixie
          node:
            image: node:20-alpine
            stand-in: argusai.local/base/node:20

        """;

    private static readonly string First = "sha256:" + new string('1', 64), Second = "sha256:" + new string('2', 64);

    private readonly Sandbox sandbox = new();

    public PinningTests() => sandbox.File(PinFile.Path, Pins);

    [Fact]
    public async Task Every_tag_gets_its_digest_and_the_files_that_follow_are_written_with_it()
    {
        Assert.Equal(["debian", "node"], await Pin($"echo '{{\"digest\":\"{First}\"}}'"));

        Assert.Equal(Pins.Replace("trixie-slim #", $"trixie-slim@{First} #", StringComparison.Ordinal).Replace("20-alpine", $"20-alpine@{First}", StringComparison.Ordinal), Written);
        Assert.Equal($"debian:trixie-slim@{First}, node:20-alpine@{First}", Follower);
        Assert.Contains($"debian:trixie-slim is {First}, not pinned before", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains($"+    image: node:20-alpine@{First}", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains("-    image: node:20-alpine", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tag_is_asked_for_and_not_the_digest_of_last_time()
    {
        await Pin($"echo '{{\"digest\":\"{First}\"}}'");
        Assert.Equal(["node"], await Pin($"case \"$*\" in *node:20-alpine) echo '{{\"digest\":\"{Second}\"}}' ;; *@*) exit 9 ;; *) echo '{{\"digest\":\"{First}\"}}' ;; esac"));
        Assert.Contains($"node:20-alpine is {Second}, before {First}", sandbox.Printed, StringComparison.Ordinal);
        Assert.Contains($"debian:trixie-slim is {First}, as before", sandbox.Printed, StringComparison.Ordinal);
        Assert.Empty(await Pin($"case \"$*\" in *node*) echo '{{\"digest\":\"{Second}\"}}' ;; *) echo '{{\"digest\":\"{First}\"}}' ;; esac"));
    }

    [Theory]
    [InlineData("echo 'ERROR: 127.0.0.1:5000/node:20-alpine: not found' >&2; exit 1", "127.0.0.1:5000/node:20-alpine: not found")]
    [InlineData("echo '{\"digest\":\"md5:1\"}'", "in a form that is not understood")]
    [InlineData("echo '{}'", "in a form that is not understood")]
    [InlineData("echo not json", "in a form that is not understood")]
    public async Task One_image_that_cannot_be_resolved_changes_nothing(string answer, string words)
    {
        var failure = await Assert.ThrowsAsync<OperationException>(() => Pin($"case \"$*\" in *debian*) echo '{{\"digest\":\"{First}\"}}' ;; *) {answer} ;; esac"));
        Assert.Contains("1 of 2 images could not be resolved, so nothing was changed", failure.Message, StringComparison.Ordinal);
        Assert.Contains(words, sandbox.Printed, StringComparison.Ordinal);
        Assert.Equal(Pins, Written);
        Assert.False(File.Exists(Path.Combine(sandbox.Folder, "follows.txt")));
    }

    [Fact]
    public async Task What_cannot_be_generated_leaves_the_pin_file_as_it_was()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Pinning($"echo '{{\"digest\":\"{First}\"}}'").RunAsync(_ => throw new InvalidOperationException("broken"), TestContext.Current.CancellationToken));
        Assert.Equal(Pins, Written);
    }

    public void Dispose() => sandbox.Dispose();

    private string Written => File.ReadAllText(sandbox.Workspace[PinFile.Path]);

    private string Follower => File.ReadAllText(Path.Combine(sandbox.Folder, "follows.txt"));

    private Task<IReadOnlyList<string>> Pin(string script) => Pinning(script)
        .RunAsync(text => [new Artefact("follows.txt", string.Join(", ", ImagePins.Parse(text).All.Select(p => p.Pinned)))], TestContext.Current.CancellationToken);

    private Pinning Pinning(string script) => new(new DockerCli { Executable = sandbox.Program("docker", script) }, sandbox.Workspace, sandbox.Console);
}
