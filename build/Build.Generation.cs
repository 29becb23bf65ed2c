using ArgusAI.Operations.Files;
using ArgusAI.Operations.Linting;
using ArgusAI.Operations.Processes;
using ArgusAI.Stack;
using Nuke.Common;

partial class Build
{
    [Parameter("Oldest Docker Engine the generated files must work on: 25 (default), or 24, which has no start interval.")]
    readonly int EngineFloor = 25;

    Target Generate => _ => _
        .Description("Writes Dockerfiles, compose files, nginx.conf, docker-bake.json and .env.example from the typed stack.")
        .Requires(() => EngineFloor == 24 || EngineFloor == 25)
        .Executes(() => { Generation.Write(Workspace, Terminal, Artefacts()); });

    Target Verify => _ => _
        .Description("Fails, with a diff, when a generated file differs from what Generate would write. Writes nothing.")
        .Requires(() => EngineFloor == 24 || EngineFloor == 25)
        .Executes(() => Generation.Verify(Workspace, Terminal, Artefacts()));

    Target Lint => _ => _
        .Description("Checks the generated files and the scripts with our policies and with the linters this machine has.")
        .DependsOn(Generate)
        .Executes(() => ArgusAI.Operations.Linting.Lint.RunAsync(Workspace, new DockerCli(), Terminal, Artefacts()));

    IReadOnlyList<ArgusAI.Containers.Artefact> Artefacts() => ArgusStack.RenderFor(RootDirectory, (EngineFloor)EngineFloor);
}
