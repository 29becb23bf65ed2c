using System.Text;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Tests.Images;

/// <summary>
/// A program that stands for docker where images are built: it remembers what it was called with, and answers each call
/// with a piece of shell. In the shell, <c>after WORD</c> gives the word behind another one, <c>place TARGET</c> the file
/// that a target's image is to be written to.
/// </summary>
internal sealed class FakeBuilder : IDisposable
{
    internal const string Backend = "ghcr.io/project-argusai/argusai-backend:0.1.0", Frontend = "ghcr.io/project-argusai/argusai-frontend:0.1.0";

    private readonly List<(string Pattern, string Shell)> answers = [];

    internal FakeBuilder()
    {
        Sandbox.File(Bake.File, $$"""
            {
              "//": ["x"],
              "group": { "default": { "targets": ["backend", "frontend"] } },
              "target": { "backend": { "tags": ["{{Backend}}"] }, "frontend": { "tags": ["{{Frontend}}"] } }
            }
            """);
        Sandbox.File("calls", "");
        On("*", "echo \"unexpected: $*\" >&2; exit 99");
        foreach (var call in new[] { "image ls *", "image rm *", "image inspect *", "buildx bake*", "tag *" }) On(call, ":");
        On("info*", """echo '[["driver-type","io.containerd.snapshotter.v1"]]'""");
    }

    internal Sandbox Sandbox { get; } = new();

    internal string Printed => Sandbox.Printed;

    internal string[] Calls => File.ReadAllLines(Path.Combine(Sandbox.Folder, "calls"));

    /// <summary>The call of bake, word by word.</summary>
    internal string[] BakeCall => Calls.Single(c => c.Contains("buildx bake", StringComparison.Ordinal)).Split(' ');

    internal DockerCli Cli
    {
        get
        {
            var cases = new StringBuilder();
            foreach (var (pattern, shell) in Enumerable.Reverse(answers)) cases.Append(Pattern(pattern)).Append(")\n").Append(shell).Append("\n;;\n");
            return new DockerCli
            {
                Executable = Sandbox.Program("docker", $$"""
                    cd "{{Sandbox.Folder}}"
                    echo "$*" >> calls
                    words="$*"
                    after() { echo "$words" | tr ' ' '\n' | grep -xA1 -e "$1" | tail -n +2 | grep -vx -e '--'; }
                    place() { echo "$words" | tr ' ' '\n' | sed -n "s/^$1\.output=.*dest=\([^,]*\).*/\1/p"; }
                    # Buildx writes down what it built, when it has.
                    metadata=$(after --metadata-file)
                    [ -z "$metadata" ] || echo '{ "backend":{"containerimage.digest":"sha256:b2"},"frontend":{"containerimage.config.digest":"sha256:f2"} }' > "$metadata"
                    case "$words" in
                    {{cases}}
                    esac

                    """),
            };
        }
    }

    /// <summary>Answers calls of a shell pattern; the last one given goes first.</summary>
    internal void On(string pattern, string shell) => answers.Add((pattern, shell));

    public void Dispose() => Sandbox.Dispose();

    // Blanks end a pattern in the shell.
    private static string Pattern(string pattern) => pattern == "*" ? pattern : string.Join('*', pattern.Split('*').Select(part => part.Length == 0 ? "" : $"'{part}'"));
}
