using System.Security.Cryptography;
using System.Text;
using ArgusAI.Operations.Files;
using CliWrap;
using Spectre.Console;

namespace ArgusAI.Operations.Engine;

/// <summary>
/// Docker for Debian 12, whose own packages hold version 20.10: the next release's binaries, which run on Debian 12's
/// libraries, unpacked into a folder of their own, with Debian 12's runc, tini and iptables.
/// </summary>
public static class UnpackedEngine
{
    /// <summary>The release whose packages are used.</summary>
    public const string Release = "trixie";

    /// <summary>Where every installed version stands, and the link <c>current</c>.</summary>
    public const string Home = "/opt/argusai/engine";

    /// <summary>The version in use.</summary>
    public const string Current = Home + "/current";

    // The next release's runc needs a newer C library than Debian 12 has.
    private static readonly string[] OwnPackages = ["runc", "tini", "iptables"];
    private static readonly string[] Unpacked = ["docker.io", "docker-cli", "docker-compose", "docker-buildx", "containerd"];

    // Where a file stands in its package, and where here.
    private static readonly (string Source, string Target)[] Layout =
    [
        ("usr/sbin/dockerd", "bin/dockerd"),
        ("usr/sbin/docker-proxy", "bin/docker-proxy"),
        ("usr/bin/docker", "bin/docker"),
        ("usr/bin/containerd", "bin/containerd"),
        ("usr/bin/containerd-shim-runc-v2", "bin/containerd-shim-runc-v2"),
        ("usr/bin/ctr", "bin/ctr"),
        ("usr/libexec/docker/cli-plugins/docker-buildx", "cli-plugins/docker-buildx"),
        ("usr/libexec/docker/cli-plugins/docker-compose", "cli-plugins/docker-compose"),
    ];

    /// <summary>Whether a version is installed.</summary>
    public static bool Installed => File.Exists(Current + "/bin/dockerd");

    /// <summary>Downloads and unpacks it. A version is complete or not there.</summary>
    /// <exception cref="OperationException">The mirror fails, or the disk is full.</exception>
    public static async Task InstallAsync(HostSystem system, Workspace workspace, IAnsiConsole console, CancellationToken cancellation)
    {
        await HostPackages.EnsureAsync(OwnPackages, install: true, console, system, cancellation);
        var packages = await DebianArchive.For(system, Release, workspace).DownloadAsync("Docker Engine", Unpacked, console, cancellation);
        var version = $"{ToolVersion.Find(Path.GetFileName(packages[0]))}-{Key(packages)}";
        var target = Path.Combine(Home, version);
        if (!Directory.Exists(target)) await UnpackAsync(packages, target, console, cancellation);
        await ReplaceLinkAsync(Current, version, cancellation);
        console.Good($"Docker Engine {version} is installed in {target}");
    }

    private static async Task UnpackAsync(IReadOnlyList<string> packages, string target, IAnsiConsole console, CancellationToken cancellation)
    {
        var temporary = Path.Combine(Home, $".new-{Environment.ProcessId}");
        try
        {
            var root = Path.Combine(temporary, "root");
            Directory.CreateDirectory(root);
            foreach (var package in packages)
                await new LongCommand($"Unpacking {Path.GetFileName(package)}", "dpkg", ["-x", package, root]) { Fix = "free some space below /opt, then run the command again" }.RunAsync(console, cancellation);
            foreach (var (from, to) in Layout)
            {
                var file = Path.Combine(temporary, to);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.Move(Path.Combine(root, from), file);
            }

            // The static init: it also runs in images that hold no C library.
            File.CreateSymbolicLink(Path.Combine(temporary, "bin/docker-init"), "/usr/bin/tini-static");
            File.CreateSymbolicLink(Path.Combine(temporary, "bin/runc"), "/usr/sbin/runc");
            // With containerd's image store the plain `docker` driver builds, loads and pushes multi-platform images.
            AtomicFile.Write(Path.Combine(temporary, "daemon.json"), """{"features":{"containerd-snapshotter":true}}""" + "\n");
            Directory.Delete(root, recursive: true);
            Directory.Move(temporary, target);
        }
        catch (IOException failure)
        {
            throw new OperationException($"unpacking Docker Engine into '{target}' failed: {failure.Message}", "check the disk below /opt, then run the command again", failure);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    private static string Key(IEnumerable<string> packages) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', packages.Select(Path.GetFileName)))))[..12];

    // .NET cannot rename a link to a folder over another one, and a link must never be missing.
    private static async Task ReplaceLinkAsync(string link, string target, CancellationToken cancellation)
    {
        var temporary = $"{link}.{Environment.ProcessId}";
        File.Delete(temporary);
        File.CreateSymbolicLink(temporary, target);
        await Cli.Wrap("mv").WithArguments(["-T", "-f", temporary, link]).ExecuteAsync(cancellation);
    }
}
