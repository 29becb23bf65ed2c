using ArgusAI.Containers;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>The frontend's image: the Node image with nothing but files and a number as user (D5, D10–D13, D17).</summary>
internal static class FrontendDockerfile
{
    private const string Project = "src/Frontend";

    /// <summary>The Dockerfile.</summary>
    public static Dockerfile For(StackInputs inputs)
    {
        var probe = BuildStages.Probe(BuildStages.Toolchain(inputs.Images));

        var build = Stage.From(inputs.Images.Node.Reference, "build", on: Platform.Build)
            .Because("On the platform that builds: what comes out is JavaScript, the same for every platform.")
            .Workdir("/source")
            .Env([("NEXT_TELEMETRY_DISABLED", "1"), ("CI", "true")])
            .Copy([$"{Project}/package.json", $"{Project}/package-lock.json"], "./")
            .Because("The lock file only: a change in the code leaves the packages where they are.")
            .With(BuildStages.OnNetwork("npm ci --no-audit --no-fund", Mount.Cache("/root/.npm", "argusai-npm")))
            .Copy($"{Project}/", "./")
            .With(BuildStages.Offline("npm run build && chmod -R u=rwX,go=rX dist"));

        var final = Stage.From(inputs.Images.Node.Reference, "runtime")
            .CopyFrom(probe, Probes.Program, Probes.Program, link: true)
            .CopyFrom(build, "/source/dist/", DataLayout.Application + "/", link: true)
            .Because("Owned by root: the service cannot rewrite its own code.")
            .Label(Labels.For("ArgusAI frontend", "The web interface; passes API and WebSocket on to the backend."))
            .Env([("NODE_ENV", "production"), ("NEXT_TELEMETRY_DISABLED", "1"), ("HOSTNAME", "0.0.0.0")])
            .Because("HOSTNAME: the engine sets it to the container's name, and a server that binds to that is deaf on 127.0.0.1.")
            .Workdir(DataLayout.Application)
            .User(new Uid(DataLayout.UserId, DataLayout.UserId))
            .Because("By number: Kubernetes' runAsNonRoot judges numbers.")
            .Expose(Ports.Frontend.Number)
            .Health(Probes.Own(HealthProbe.Frontend, inputs.EngineFloor))
            .Entrypoint("node", $"{DataLayout.Application}/server.mjs");

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
