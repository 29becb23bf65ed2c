using ArgusAI.Containers;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>The backend's image: an empty base, the libraries it loads, FFmpeg, OpenCV and the service (D4, D13, D15, D17, D42).</summary>
internal static class BackendDockerfile
{
    private const string Project = "src/Backend";
    private const string Packages = "/root/.nuget/packages";
    private static readonly Mount[] PackageCache = [Mount.Cache(Packages, "argusai-nuget")];

    private const string Restore = $"dotnet restore {Project} -a \"$TARGETARCH\" -p:SelfContained=true";
    private const string Target = $"{Project} -a \"$TARGETARCH\" --self-contained --configuration Release -p:DebugType=none";

    /// <summary>The Dockerfile.</summary>
    public static Dockerfile For(StackInputs inputs)
    {
        var toolchain = BuildStages.Toolchain(inputs.Images);
        var probe = BuildStages.Probe(toolchain, hasLibrary: true);

        var ffmpeg = Stage.From(toolchain, "ffmpeg")
            .Arg(Args.TargetArch)
            .Workdir("/source")
            .With(BuildStages.Apt("apt-get update\napt-get source ffmpeg"))
            .Because("Debian's security fixes arrive as new versions of this package; apt checks it against the signed lists.")
            .Script("ffmpeg.sh")
            .With(BuildStages.Offline("ffmpeg.sh \"$TARGETARCH\" /ffmpeg"));

        var rootfs = Stage.From(toolchain, "rootfs")
            .Arg(Args.TargetArch)
            .Script("rootfs.sh")
            .With(BuildStages.Apt($"rootfs.sh \"$TARGETARCH\" {DataLayout.UserId} /rootfs"));

        var restore = Stage.From(inputs.Images.DotnetSdk.Reference, "restore", on: Platform.Build)
            .Arg(Args.TargetArch)
            .Workdir("/source")
            .Copy(["global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig"], "./")
            .Copy("src/Contract/ArgusAI.Contract.csproj", "src/Contract/")
            .Copy([$"{Project}/ArgusAI.Backend.csproj", $"{Project}/Framework.targets", $"{Project}/packages.lock.json"], $"{Project}/")
            .Because("Project files only: a change in the code leaves the packages where they are.")
            .Env([("RestoreLockedMode", "true"), ("NuGetAudit", "false"), ("RunAnalyzers", "false"), ("DOTNET_TieredPGO", "0"), ("NUGET_SCRATCH", Packages + "/.scratch")])
            .Because("What differs from packages.lock.json is an error. Advisories and analyzers are for `Compile`, the compiler's profile "
                + "of itself is for longer work: here they would only take time. NuGet's locks are beside the packages, so that the builds "
                + "of two platforms, which share these, see each other's.")
            .With(BuildStages.OnNetwork(
                $$"""
                {{Restore}}
                mkdir /native
                if [ "$TARGETARCH" = amd64 ]; then platform=linux-x64; else platform=linux-$TARGETARCH; fi
                sed -n 's|.*"path": "\(opencvsharp4\.official\.runtime\.[^"]*\)".*|\1|p' {{Project}}/obj/project.assets.json > /tmp/native-packages
                while IFS= read -r package; do
                    native={{Packages}}/$package/runtimes/$platform/native
                    if [ -d "$native" ]; then cp "$native"/libOpenCvSharpExtern.so /native/; fi
                done < /tmp/native-packages
                """, PackageCache))
            .Because("OpenCV's library, of the version restored here, goes to a stage that a change in the code does not touch.");

        var opencv = Stage.From(toolchain, "opencv")
            .Script("opencv.sh")
            .CopyFrom(restore, "/native", "/native")
            .With(BuildStages.Offline("opencv.sh /native /library"));

        var framework = Stage.From(restore, "framework")
            .With(BuildStages.OnNetwork(
                $"""
                echo 'return;' > {Project}/Program.cs
                dotnet publish {Target} -p:SlimFramework=true -o /framework
                rm -f /framework/ArgusAI.*.dll /framework/*.staticwebassets.* /framework/libOpenCvSharpExtern.so
                chmod -R u=rwX,go=rX /framework
                """, PackageCache))
            .Because(".NET, the packages and what starts them, published with an empty program: a change in the code leaves this layer as it is.");

        var service = Stage.From(restore, "service")
            .Copy("src/Contract/", "src/Contract/")
            .With(BuildStages.Offline("dotnet build src/Contract --configuration Release --no-restore"))
            .Because("By itself: a change in the service does not compile it again.")
            .Copy($"{Project}/", $"{Project}/")
            .With(BuildStages.OnNetwork(
                $"""
                sed -n 's|^ *"\(/.*\.nupkg\.sha512\)",*$|\1|p' {Project}/obj/project.nuget.cache > /tmp/packages
                if ! xargs ls < /tmp/packages > /dev/null 2>&1; then
                    {Restore}
                fi
                dotnet build {Target} -t:Compile --no-restore -p:BuildProjectReferences=false -p:UseSharedCompilation=false
                mkdir /service
                cp src/Contract/bin/Release/*/ArgusAI.Contract.dll {Project}/obj/Release/*/*/ArgusAI.Backend.dll /service/
                chmod -R u=rwX,go=rX /service
                """, PackageCache))
            .Because("Only compiled: the layer below has all the rest of a publish. Restored again only where a package is gone: they are in a cache mount, which may have been emptied since.");

        var final = Stage.FromScratch("runtime")
            .Because("No shell, no package manager, nothing but what is named here. Each COPY is a layer of its own, what changes "
                + "least comes first. Code belongs to root, so the service cannot rewrite it.")
            .CopyFrom(rootfs, "/rootfs/", "/", link: true)
            .CopyFrom(ffmpeg, "/ffmpeg/", "/", link: true)
            .CopyFrom(probe, Probes.Program, Probes.Program, link: true)
            .CopyFrom(opencv, "/library/", DataLayout.Application + "/", link: true)
            .CopyFrom(framework, "/framework/", DataLayout.Application + "/", link: true)
            .CopyFrom(service, "/service/", DataLayout.Application + "/", link: true)
            .Label(Labels.For("ArgusAI backend", "Cameras, motion detection, events and their API."))
            .Env([("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "true"), ("DOTNET_EnableDiagnostics", "0"), ("DOTNET_GCGen0MaxBudget", "1000000")])
            .Because("No ICU in the image; no diagnostics socket in a read-only container; garbage is collected after 16 MB on every machine, "
                + "not after as much as a server's cache holds.")
            .Workdir(DataLayout.Application)
            .User(new Uid(DataLayout.UserId, DataLayout.UserId))
            .Because("By number: Kubernetes' runAsNonRoot judges numbers.")
            .Expose(Ports.Backend.Number)
            .Expose(Ports.BackendTls.Number)
            .Volume(DataLayout.Root)
            .Because("So that data survives even a plain `docker run`.")
            .Health(Probes.Own(HealthProbe.Backend, inputs.EngineFloor))
            .Entrypoint($"{DataLayout.Application}/ArgusAI.Backend");

        return Dockerfile.For(final) with
        {
            Header = StackFiles.Header($"The backend's image. Build it from the repository's root:\n    docker buildx bake -f {StackFiles.Bake} backend"),
        };
    }

    /// <summary>What the builder may see: nothing but what the stages copy (D18).</summary>
    public static DockerIgnore Ignore { get; } = DockerIgnore
        .AllowOnly("global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig", "src/Contract", Project, StackFiles.ImageTemplates.TrimEnd('/'))
        .Except(IgnoreFiles.NeverSeen) with
    {
        Header = StackFiles.Header("What the builder may see for the backend's image: everything is ignored that is not named here."),
    };
}
