using ArgusAI.Contract;
using ArgusAI.Operations.Certificates;
using ArgusAI.Operations.Compose;
using ArgusAI.Operations.Diagnosis;
using ArgusAI.Operations.EnvFiles;
using ArgusAI.Operations.Images;
using Nuke.Common;

// A compose profile is a NUKE profile: `--profile postgres ssl` loads .nuke/parameters.{postgres,ssl}.json.
partial class Build
{
    [Parameter("Down: also removes the data volumes. Everything recorded is lost.")]
    readonly bool DeleteData;

    [Parameter("Logs: the services to show; all when not given.")]
    readonly string[] Services = [];

    [Parameter("Logs: go on until Ctrl-C.")]
    readonly bool Follow;

    [Parameter("Logs: how many lines of each service to begin with.")]
    readonly int Tail = 200;

    static bool Has(string profile) => LoadedLocalProfiles.Contains(profile);

    Target Env => _ => _
        .Description("Creates .env with generated secrets, or adds the missing ones to it; no line of it is ever changed.")
        .Executes(() => EnvFile.Require(Workspace, Terminal));

    Target Certs => _ => _
        .Description("Creates a self-signed certificate in data/certs unless one is there; says until when it is valid.")
        .Executes(() => { Certificates.Ensure(Workspace, Terminal); });

    Target Up => _ => _
        .Description("Builds what changed, starts the stack, waits until it is healthy, prints the addresses. --profile postgres ssl usb adds services.")
        .DependsOn(Env, Images)
        .Executes(() => Interruptible(async () =>
        {
            if (Has(Profiles.Ssl)) Certificates.Ensure(Workspace, Terminal);
            string[] profiles = [.. new[] { Profiles.Postgres }.Where(Has), .. Has(Profiles.Ssl) ? ["nginx"] : Array.Empty<string>()];
            if (profiles.Length > 0) await ProvideBaseImages(profiles);
            await Compose(baseImages!.StandIns).UpAsync();
        }));

    Target Down => _ => _
        .Description("Stops and removes the containers of every profile; the data stays unless --delete-data is given.")
        .DependsOn(Engine)
        .Executes(() => Compose().DownAsync(DeleteData));

    Target Status => _ => _
        .Description("Shows each service's state, health, ports and image.")
        .DependsOn(Engine)
        .Executes(() => Compose().StatusAsync());

    Target Logs => _ => _
        .Description("Shows the services' last log lines; --follow goes on, --services backend chooses.")
        .DependsOn(Engine)
        .Executes(() => Compose().LogsAsync(Services, Follow, Tail));

    Target Doctor => _ => _
        .Description("Looks at engine, disk, ports, .env, certificates and emulation, and says what to mend. Changes nothing.")
        .Executes(() => ArgusAI.Operations.Diagnosis.Doctor.RunAsync(Workspace, Docker, Terminal));

    ComposeDriver Compose(bool standIns = false) => new(ComposeProject.For(Workspace, Docker, LoadedLocalProfiles, standIns), Terminal);
}
