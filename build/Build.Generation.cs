using ArgusAI.Containers;
using ArgusAI.Operations.Files;
using ArgusAI.Stack;
using Nuke.Common;

partial class Build
{
    [Parameter("Oldest Docker Engine the generated files must work on: 25 (default), or 24, which has no start interval.")]
    readonly int EngineFloor = 25;

    Target Generate => _ => _
        .Description("Writes Dockerfiles, compose files, nginx.conf, docker-bake.json, .env.example and docs/policies.md from the typed models.")
        .Requires(() => EngineFloor == 24 || EngineFloor == 25)
        .Executes(() => { Generation.Write(Workspace, Terminal, Artefacts()); });

    Target Verify => _ => _
        .Description("Fails, with a diff, when a generated file differs from what Generate would write. Writes nothing.")
        .Requires(() => EngineFloor == 24 || EngineFloor == 25)
        .Executes(() => Generation.Verify(Workspace, Terminal, Artefacts()));

    StackInputs Inputs() => StackInputs.Of(RootDirectory, (EngineFloor)EngineFloor);

    IReadOnlyList<Artefact> Artefacts() => ArgusStack.Render(Inputs());
}
