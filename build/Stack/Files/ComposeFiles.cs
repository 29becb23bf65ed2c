using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>The two complete compose files: the everyday one and the one with Docker secrets, rendered from the same services.</summary>
internal static class ComposeFiles
{
    /// <summary>The project's name, whatever the clone's folder is called.</summary>
    public const string Project = "argusai";

    /// <summary><see cref="StackFiles.Compose"/>.</summary>
    public static ComposeFile Everyday(StackInputs inputs) => With(inputs, SettingsSource.Variables) with
    {
        Header = StackFiles.Header(
            """
            ArgusAI: cameras, motion detection, events, and a web interface on http://localhost:3000.

                cp .env.example .env          # and put the two required keys in
                docker compose up -d
                docker compose --profile postgres up -d   # PostgreSQL instead of SQLite
                docker compose --profile ssl up -d        # HTTPS, certificates in ./data/certs
                docker compose --profile '*' down         # without '*' profiles' services keep running
            """),
    };

    /// <summary><see cref="StackFiles.ComposeSecrets"/>: complete, because interpolation runs before files are merged (D7, Q3).</summary>
    public static ComposeFile Secrets(StackInputs inputs)
    {
        var names = string.Join(' ', BackendService.Secrets.Select(Variables.SecretName));
        var file = With(inputs, SettingsSource.SecretFiles);
        return file with
        {
            Header = StackFiles.Header(
                $"""
                ArgusAI with Docker secrets instead of variables: used instead of {StackFiles.Compose}, not on top of it.

                    mkdir -m 0700 {StackFiles.SecretsFolder}
                    for name in {names}; do
                        touch {StackFiles.SecretsFolder}/$name; chmod 0444 {StackFiles.SecretsFolder}/$name
                    done

                Put the values in; an empty file means unset. The files are readable for the containers' users, the folder is
                what keeps others out: file secrets are mounts, compose cannot give them another owner or mode. Then
                    docker compose --project-directory . -f {StackFiles.ComposeSecrets} up -d
                """),
            Secrets = file.Secrets.With(BackendService.Secrets.ToEntries(Variables.SecretName,
                s => new SecretSource { File = $"{StackFiles.SecretsFolder}/{Variables.SecretName(s)}" })),
        };
    }

    private static ComposeFile With(StackInputs inputs, SettingsSource settings) => new()
    {
        Name = Project,
        Floor = inputs.EngineFloor >= EngineFloor.Engine25 ? Floor.Default : new Floor(24, new Version(2, 20, 2)),
        Services = new()
        {
            [Contract.Services.Backend] = BackendService.For(inputs, settings),
            [Contract.Services.Frontend] = FrontendService.For(inputs),
            [Contract.Services.Postgres] = PostgresService.For(inputs, settings),
            [Contract.Services.Nginx] = NginxService.For(inputs),
        },
        Networks = StackNetworks.All,
        Volumes = new()
        {
            [DataLayout.Volume] = new(),
            [DataLayout.PostgresVolume] = new(),
            [DataLayout.PostgresSocketVolume] = new(),
        },
        Secrets = new() { [CaBundle.Secret] = CaBundle.Source },
    };
}
