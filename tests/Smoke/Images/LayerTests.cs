using System.Formats.Tar;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Images;

/// <summary>What each layer of our two images holds: also what a later layer hides, which is shipped all the same (D17, D18).</summary>
public sealed partial class LayerTests
{
    private static string Backend => StackImages.Ours[0];

    public static TheoryData<string> Ours { get; } = [.. StackImages.Ours];

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task Nothing_changes_the_user_in_any_layer(string image) =>
        Assert.Empty((await All(image)).Where(e => e.Type == TarEntryType.RegularFile && (e.Mode & (UnixFileMode.SetUser | UnixFileMode.SetGroup)) != 0).Select(e => $"{e}"));

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task Only_the_folder_for_temporary_files_can_be_written_by_everyone(string image)
    {
        // /tmp is a tmpfs of the containers.
        var open = (await All(image)).Where(e => e.Type is not TarEntryType.SymbolicLink && (e.Mode & UnixFileMode.OtherWrite) != 0
            && !(e.Type == TarEntryType.Directory && (e.Mode & UnixFileMode.StickyBit) != 0 && e.Path == "/tmp")).Select(e => $"{e}");
        Assert.Empty(open);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task Everything_belongs_to_root_but_the_backends_data_folder(string image) =>
        Assert.Equal(image == Backend ? [DataLayout.Root] : [], (await All(image)).Where(e => e.Owner != 0).Select(e => e.Path).Distinct());

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task No_layer_carries_what_a_build_left_behind(string image)
    {
        var left = (await All(image)).Where(e => e.Length > 0 && Leftover().IsMatch(e.Path)).Select(e => e.Path);
        Assert.Empty(left);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task No_bytes_are_shipped_that_a_later_layer_hides(string image)
    {
        var twice = (await All(image)).Where(e => e.Length > 0).GroupBy(e => e.Path).Where(g => g.Count() > 1).Select(g => (Path: g.Key, Bytes: g.SkipLast(1).Sum(e => e.Length))).ToList();
        var removed = (await All(image)).Where(e => Path.GetFileName(e.Path).StartsWith(".wh.", StringComparison.Ordinal)).Select(e => e.Path);
        Assert.Empty(twice);
        Assert.Empty(removed);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task No_layer_holds_a_build_secret_or_a_private_key(string image)
    {
        var found = (await All(image)).Where(e => e.Path.StartsWith("/run/", StringComparison.Ordinal) || PrivateKey().IsMatch(e.Text)).Select(e => e.Path);
        Assert.Empty(found);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task The_hosts_own_certificate_authorities_are_in_no_layer(string image)
    {
        // What the host trusts beyond Mozilla's list, which is Debian's and so the image's: a proxy's authority.
        var bundle = Environment.GetEnvironmentVariable("SSL_CERT_FILE") is { Length: > 0 } set ? set : "/etc/ssl/certs/ca-certificates.crt";
        Assert.True(File.Exists(bundle), $"{bundle} is not there; expected the bundle that builds get as a secret");
        var official = Directory.Exists("/usr/share/ca-certificates") ? Directory.GetFiles("/usr/share/ca-certificates", "*.crt", SearchOption.AllDirectories).SelectMany(f => Certificates(File.ReadAllText(f))).ToHashSet() : [];
        var own = Certificates(await File.ReadAllTextAsync(bundle, TestContext.Current.CancellationToken)).Except(official).ToHashSet();

        var layers = await All(image);
        // Node has Mozilla's list built in.
        if (image == Backend) Assert.Contains(layers, e => e.Path == "/etc/ssl/certs/ca-certificates.crt" && Certificates(e.Text).Any());
        Assert.Empty(layers.Where(e => Certificates(e.Text).Any(own.Contains)).Select(e => e.Path));
    }

    [Fact]
    public async Task Scanners_find_the_packages_of_the_backend_image()
    {
        var records = (await All(Backend)).Where(e => e.Path.StartsWith("/var/lib/dpkg/status.d/", StringComparison.Ordinal)).ToList();
        Assert.All(records, r => Assert.Matches(@"(?ms)\APackage: \S+$.*^Version: \S+$", r.Text));
        Assert.Superset(new HashSet<string>(["libc6", "libstdc++6", "libssl3t64", "zlib1g", "ca-certificates", "tzdata"]), records.Select(r => Path.GetFileName(r.Path)).ToHashSet());
        Assert.Contains(await All(Backend), e => e.Path == "/usr/lib/os-release" && e.Text.Contains("ID=debian", StringComparison.Ordinal));
        Assert.Contains(await All(Backend), e => e.Path == $"{DataLayout.Application}/ArgusAI.Backend.deps.json");
    }

    [Fact]
    public async Task Scanners_find_the_packages_of_the_frontend_image()
    {
        // dpkg's way in the stand-in, apk's in the official image: the packages whose files were kept, and no others.
        var files = await All(StackImages.Ours[1]);
        var debian = files.Where(e => e.Path.StartsWith("/var/lib/dpkg/status.d/", StringComparison.Ordinal)).Select(e => e.Text);
        var alpine = files.Where(e => e.Path is "/lib/apk/db/installed" or "/usr/lib/apk/db/installed").SelectMany(e => e.Text.Split("\n\n"));
        var packages = debian.Concat(alpine).SelectMany(text => PackageName().Matches(text)).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Superset(packages.Contains("musl") ? new HashSet<string>(["musl", "libgcc", "libstdc++"]) : new HashSet<string>(["libc6", "libgcc-s1", "libstdc++6"]), packages);
        Assert.DoesNotContain(packages, p => p.StartsWith("busybox", StringComparison.Ordinal) || p is "apk-tools" or "tzdata");
        Assert.Contains(files, e => e.Path == $"{DataLayout.Application}/node_modules/next/package.json");
    }

    private static async Task<IReadOnlyList<LayerEntry>> All(string image) => [.. (await ImageLayer.Of(image)).SelectMany(l => l.Entries)];

    private static IEnumerable<string> Certificates(string text) => CertificateBlock().Matches(text)
        .Select(m => Convert.ToHexStringLower(SHA256.HashData(X509Certificate2.CreateFromPem(m.Value).RawData)));

    // dpkg's records, and apk's.
    [GeneratedRegex(@"^(?:Package: |P:)(\S+)$(?=[\s\S]*^(?:Version: |V:)\S+$)", RegexOptions.Multiline)]
    private static partial Regex PackageName();

    [GeneratedRegex("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----")]
    private static partial Regex CertificateBlock();

    // Caches and lists of apt, apk, npm, NuGet and compilers; logs; what `/tmp` and root's home had.
    [GeneratedRegex("^/(var/lib/apt/lists|var/cache/(apt|apk|debconf)|root/|tmp/|var/tmp/|var/log/|source/|packages/|app/obj/)|/\\.(npm|nuget|cache)/|/_cacache/|\\.(deb|nupkg|pdb)$")]
    private static partial Regex Leftover();

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+[A-Za-z0-9+/=]{32}")]
    private static partial Regex PrivateKey();
}
