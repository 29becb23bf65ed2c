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
        .Copy(Template("toolchain.sh"), Scripts)
        .Run("toolchain.sh \"$TARGETARCH\"", AptCaches);

    /// <summary>The health probe, a static program of 800 kB.</summary>
    public static Stage Probe(Stage toolchain) => Stage.From(toolchain, "probe")
        .Because("The health check: asked once a second while starting, so neither a .NET start nor a shell.")
        .Copy(Template("probe.c"), "/source/")
        .Run($"target-gcc -Wall -Wextra -Werror -Os -static -s -o {Probes.Program} /source/probe.c");

    /// <summary>A stage that runs one of our scripts, with apt's caches.</summary>
    public static Stage Script(Stage toolchain, string name, string script, string arguments) => Stage.From(toolchain, name)
        .Arg(Args.TargetArch)
        .Copy(Template(script), Scripts)
        .Run($"{script} {arguments}", AptCaches);

    /// <summary>
    /// A network step that trusts the host's authorities where the caller gives them: a secret mount leaves no trace in
    /// a layer. npm and .NET each read their own variable.
    /// </summary>
    public static string Trusting(string commands) =>
        $"if [ -s {CaPath} ]; then export SSL_CERT_FILE={CaPath} NODE_EXTRA_CA_CERTS={CaPath}; fi\n{commands}";

    /// <summary>The mount for <see cref="Trusting"/>.</summary>
    public static Mount Ca { get; } = Mount.Secret(CaBundle.Secret);

    private const string CaPath = "/run/secrets/" + CaBundle.Secret;

    private static string Template(string name) => StackFiles.ImageTemplates + name;
}
