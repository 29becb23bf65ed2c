using ArgusAI.Containers;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>The frontend's image: an empty base, Node with the libraries it loads, and the service (D5, D10–D13, D17, D42).</summary>
internal static class FrontendDockerfile
{
    /// <summary>Where the Node image and ours have the program.</summary>
    public const string Node = "/usr/local/bin/node";

    private const string Project = "src/Frontend";

    /// <summary>The Dockerfile.</summary>
    public static Dockerfile For(StackInputs inputs)
    {
        var toolchain = BuildStages.Toolchain(inputs.Images);
        var probe = BuildStages.Probe(toolchain, hasLibrary: false);

        var node = Stage.From(inputs.Images.Node.Reference, "node")
            .Because("Node of the target platform: copied from, never run, so not emulated either.");

        var nodefs = Stage.From(toolchain, "nodefs")
            .Script("node.sh")
            .With(BuildStages.Offline($"node.sh /node {DataLayout.UserId} /rootfs", Mount.Bind(node, "/node")));

        var build = Stage.From(inputs.Images.Node.Reference, "build", on: Platform.Build)
            .Because("On the platform that builds: what comes out is JavaScript, the same for every platform.")
            .Workdir("/source")
            .Env([("NEXT_TELEMETRY_DISABLED", "1"), ("CI", "true")])
            .Copy([$"{Project}/package.json", $"{Project}/package-lock.json"], "./")
            .Because("The lock file only: a change in the code leaves the packages where they are.")
            .With(BuildStages.OnNetwork("npm ci --no-audit --no-fund", Mount.Cache("/root/.npm", "argusai-npm")))
            .Copy($"{Project}/", "./")
            .With(BuildStages.Offline("npm run build && chmod -R u=rwX,go=rX dist"));

        var final = Stage.FromScratch("runtime")
            .Because("No shell, no npm, no package manager, nothing but what is named here. Each COPY is a layer of its own, what "
                + "changes least comes first. Code belongs to root, so the service cannot rewrite it.")
            .CopyFrom(nodefs, "/rootfs/", "/", link: true)
            .CopyFrom(probe, Probes.Program, Probes.Program, link: true)
            .CopyFrom(build, "/source/dist/", DataLayout.Application + "/", link: true)
            .Label(Labels.For("ArgusAI frontend", "The web interface; passes API and WebSocket on to the backend."))
            .Env([("NODE_ENV", "production"), ("NEXT_TELEMETRY_DISABLED", "1"), ("HOSTNAME", "0.0.0.0")])
            .Because("HOSTNAME: the engine sets it to the container's name, and a server that binds to that is deaf on 127.0.0.1.")
            .Workdir(DataLayout.Application)
            .User(new Uid(DataLayout.UserId, DataLayout.UserId))
            .Because("By number: Kubernetes' runAsNonRoot judges numbers.")
            .Expose(Ports.Frontend.Number)
            .Health(Probes.Own(HealthProbe.Frontend, inputs.EngineFloor))
            .Entrypoint(Node, $"{DataLayout.Application}/server.mjs");

        return Dockerfile.For(final) with
        {
            Header = StackFiles.Header($"The frontend's image. Build it from the repository's root:\n    docker buildx bake -f {StackFiles.Bake} frontend"),
        };
    }

    /// <summary>What the builder may see: nothing but what the stages copy (D18).</summary>
    public static DockerIgnore Ignore { get; } = DockerIgnore
        .AllowOnly(Project, StackFiles.ImageTemplates.TrimEnd('/'))
        .Except([.. IgnoreFiles.NeverSeen, "**/dist", "**/test"]) with
    {
        Header = StackFiles.Header("What the builder may see for the frontend's image: everything is ignored that is not named here."),
    };
}
