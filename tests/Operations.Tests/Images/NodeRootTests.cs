using System.Text;
using ArgusAI.Operations.Files;
using CliWrap;
using CliWrap.Buffered;

namespace ArgusAI.Operations.Tests.Images;

/// <summary>
/// <c>node.sh</c> on an image as Alpine's: musl, links, apk's database; a small program stands for Node, and two libraries of
/// ours for those of GCC. The smoke tests have the image that the engine builds.
/// </summary>
public sealed class NodeRootTests : IDisposable
{
    private static readonly string Script = Workspace.Find(AppContext.BaseDirectory)["deploy/templates/image/node.sh"];

    // Alpine's /lib is a folder, or a link to /usr/lib in an image whose /usr is merged.
    private const string Image = """
        set -eu
        if [ "$1" = merged ]; then usr=usr/ && mkdir -p usr/lib && ln -s usr/lib lib; else usr="" && mkdir -p lib usr/lib; fi
        mkdir -p usr/local/bin usr/local/lib/node_modules/npm bin sbin lib/apk/db etc
        touch bin/busybox sbin/apk usr/lib/libz.so.1 usr/local/lib/node_modules/npm/package.json usr/local/LICENSE
        ln -s /bin/busybox bin/sh
        printf 'ID=alpine\n' >usr/lib/os-release
        ln -s ../usr/lib/os-release etc/os-release

        program() { musl-gcc -x c - -x none -Wl,-rpath-link,usr/lib "$@"; }
        echo 'int deep(void) { return 40; }' | program -shared -Wl,-soname,libgcc_s.so.1 -o usr/lib/libgcc_s.so.1
        echo 'int deep(void); int near(void) { return deep() + 2; }' |
            program -shared -Wl,-soname,libstdc++.so.6 -o usr/lib/libstdc++.so.6.0.33 usr/lib/libgcc_s.so.1
        printf '#include <stdio.h>\nint near(void); int main(void) { return printf("%%d\\n", near()) < 0; }' |
            program -o usr/local/bin/node usr/lib/libstdc++.so.6.0.33
        ln -s /usr/lib/libstdc++.so.6.0.33 usr/lib/libstdc++.so.6
        loader=$(patchelf --print-interpreter usr/local/bin/node)
        cp -L "$loader" lib/
        loader=${loader##*/}

        cat >lib/apk/db/installed <<END
        P:musl
        V:1.2.5-r10
        F:${usr}lib
        R:$loader
        Z:Q1

        P:busybox
        F:bin
        R:busybox
        R:sh

        P:zlib
        F:usr/lib
        R:libz.so.1

        P:libgcc
        F:usr
        F:usr/lib
        R:libgcc_s.so.1

        P:libstdc++
        F:usr/lib
        R:libstdc++.so.6
        R:libstdc++.so.6.0.33

        END
        """;

    private readonly Sandbox sandbox = new();

    [Theory]
    [InlineData("split", "lib")]
    [InlineData("merged", "usr/lib")]
    public async Task Node_and_what_it_loads_are_kept_and_nothing_else(string layout, string lib)
    {
        await Build(layout);
        var result = await Run();
        Assert.Equal(("", 0), (result.StandardError, result.ExitCode));

        string[] merged = layout == "merged" ? ["lib"] : [];
        string[] expected =
        [
            "etc/group", "etc/nsswitch.conf", "etc/os-release", "etc/passwd", "tmp", "usr/lib/libgcc_s.so.1", "usr/lib/libstdc++.so.6", "usr/lib/libstdc++.so.6.0.33",
            "usr/lib/os-release", "usr/local/LICENSE", "usr/local/bin/node", $"{lib}/apk/db/installed", $"{lib}/{Loader}", .. merged,
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await Kept()).Order(StringComparer.Ordinal));
        Assert.Contains("x:1234:1234:", File.ReadAllText(Path.Combine(Root, "etc/passwd")), StringComparison.Ordinal);
        var packages = File.ReadAllText(Path.Combine(Root, lib, "apk/db/installed"));
        Assert.Equal(["P:musl", "P:libgcc", "P:libstdc++"], packages.Split('\n').Where(l => l.StartsWith("P:", StringComparison.Ordinal)));
        Assert.StartsWith("P:musl\nV:1.2.5-r10\n", packages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_runs_by_itself()
    {
        Assert.SkipUnless(PosixOwner.IsRoot, "only root changes its root");
        await Build("merged");
        await Run();
        var result = await Command("chroot", Root, "/usr/local/bin/node");
        Assert.Equal(("42\n", "", 0), (result.StandardOutput, result.StandardError, result.ExitCode));
    }

    [Fact]
    public async Task A_library_that_the_image_lacks_is_named()
    {
        await Build("split");
        File.Delete(Path.Combine(sandbox.Folder, "image/usr/lib/libgcc_s.so.1"));
        var result = await Run();
        Assert.Equal("node.sh: /usr/lib/libstdc++.so.6 needs libgcc_s.so.1, which is in none of /lib /usr/local/lib /usr/lib of the image\n", result.StandardError);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task An_image_without_Node_is_told()
    {
        Directory.CreateDirectory(Path.Combine(sandbox.Folder, "image"));
        var result = await Run();
        Assert.Equal(("node.sh: the image has no /usr/local/bin/node\n", 1), (result.StandardError, result.ExitCode));
    }

    public void Dispose() => sandbox.Dispose();

    private string Root => Path.Combine(sandbox.Folder, "root");

    private string Loader => Path.GetFileName(Directory.GetFiles(Path.Combine(sandbox.Folder, "image/lib"), "ld-musl-*").Single());

    private async Task Build(string layout)
    {
        Directory.CreateDirectory(Path.Combine(sandbox.Folder, "image"));
        var result = await Command("/bin/sh", "-c", $"cd \"$0\"\n{Image}", Path.Combine(sandbox.Folder, "image"), layout);
        Assert.True(result.ExitCode == 0, result.StandardError);
    }

    private Task<BufferedCommandResult> Run() => Command("/bin/sh", Script, Path.Combine(sandbox.Folder, "image"), "1234", Root);

    // The toolchain's strip, under its name there.
    private Task<BufferedCommandResult> Command(string program, params string[] arguments)
    {
        var strip = sandbox.Program("target-strip", "exec strip \"$@\"\n");
        return Cli.Wrap(program).WithArguments(arguments).WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(v => v.Set("PATH", $"{Path.GetDirectoryName(strip)}:{Environment.GetEnvironmentVariable("PATH")}"))
            .ExecuteBufferedAsync(Encoding.UTF8, TestContext.Current.CancellationToken);
    }

    // Files, links and empty folders.
    private async Task<IEnumerable<string>> Kept() =>
        (await Command("find", Root, "(", "!", "-type", "d", "-o", "-empty", ")", "-printf", "%P\\n")).StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
