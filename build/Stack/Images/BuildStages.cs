using ArgusAI.Containers;
using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Stack;

/// <summary>
/// The stages that both Dockerfiles share, word for word, so that the builder does their work once. apt runs in them
/// only: a stage from Debian, on the platform that builds, compiling for the platform that is built for (D42).
/// </summary>
internal static class BuildStages
{
    /// <summary>Where scripts lie inside a stage.</summary>
    private const string Scripts = "/usr/local/bin/";

    private static readonly Mount[] AptCaches =
    [
        Mount.Cache("/var/cache/apt", "argusai-apt", CacheSharing.Locked),
        Mount.Cache("/var/lib/apt", "argusai-apt-lists", CacheSharing.Locked),
    ];

    /// <summary>Where the native parts are compiled.</summary>
    public static Stage Toolchain(OutsideImages images) => Stage.From(images.Debian.Reference, "toolchain", on: Platform.Build)
        .Because("Compilers for the target platform, run on the platform that builds: no emulation.")
        .Arg(Args.TargetArch)
        .CopyText($"Acquire::https::CaInfo \"{CaPath}\";\n", AptTrust)
        .Script("toolchain.sh")
        .With(Apt("toolchain.sh \"$TARGETARCH\""));

    /// <summary>The health probe: 16 kB where the image has Debian's C library, a static program of 800 kB elsewhere.</summary>
    public static Stage Probe(Stage toolchain, bool hasLibrary) => Stage.From(toolchain, "probe")
        .Because("The health check: asked once a second while starting, so neither a .NET start nor a shell.")
        .Copy(Template("probe.c"), "/source/")
        .With(Offline($"target-gcc -Wall -Wextra -Werror -Os {(hasLibrary ? "" : "-static ")}-s -o {Probes.Program} /source/probe.c"));

    /// <summary>With one of our scripts on the path of the steps that follow.</summary>
    public static Stage Script(this Stage stage, string name) => stage.Copy(Template(name), Scripts);

    /// <summary>A step that asks apt, and does nothing else that takes long: meanwhile no other step can ask it.</summary>
    public static Run Apt(string commands) => OnNetwork(commands, AptCaches);

    /// <summary>
    /// A step that downloads. It trusts the host's authorities where the caller gives them: a secret mount leaves no trace
    /// in a layer. npm, .NET and apt each read their own variable.
    /// </summary>
    public static Run OnNetwork(string commands, params IEnumerable<Mount> caches) =>
        new($"if [ -s {CaPath} ]; then export SSL_CERT_FILE={CaPath} NODE_EXTRA_CA_CERTS={CaPath} APT_CONFIG={AptTrust}; fi\n{commands}")
        {
            Mounts = [.. caches, Mount.Secret(CaBundle.Secret)],
        };

    /// <summary>A step that downloads nothing, and could not.</summary>
    public static Run Offline(string commands, params IEnumerable<Mount> mounts) => new(commands) { Mounts = mounts.ToItems(), Network = RunNetwork.None };

    private const string CaPath = "/run/secrets/" + CaBundle.Secret;
    private const string AptTrust = "/etc/apt/proxy-authorities.conf";

    private static string Template(string name) => StackFiles.ImageTemplates + name;
}
