using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>The optional database, profile <c>postgres</c>: reached through its socket, publishes no port (D22, D25, D38).</summary>
internal static class PostgresService
{
    /// <summary>Asks over TCP: while the image sets a new cluster up, a temporary server already answers on the socket.</summary>
    private static readonly HealthProbe Times = new(Ports.Postgres.Number, "/")
    {
        Interval = TimeSpan.FromSeconds(10),
        StartPeriod = TimeSpan.FromSeconds(60),
        Retries = 5,
    };

    /// <summary>The service.</summary>
    public static Service For(StackInputs inputs, SettingsSource settings) => Baseline.Apply(new Service
    {
        Image = inputs.Images.Postgres.Reference,
        Profiles = [Profiles.Postgres],
        Environment = Settings(settings),
        Secrets = settings == SettingsSource.SecretFiles ? [new SecretGrant(Variables.SecretName(BackendEnvironment.PostgresPassword))] : [],
        Volumes =
        [
            new VolumeMount(DataLayout.PostgresVolume, "/var/lib/postgresql/data"),
            new VolumeMount(DataLayout.PostgresSocketVolume, DataLayout.PostgresSocketDirectory),
            Baseline.Temporary(ByteSize.Megabytes(64)),
        ],
        Networks = new() { [StackNetworks.Database] = null },
        ShmSize = ByteSize.Megabytes(128),
        HealthCheck = Probes.Timed(Command.Shell("pg_isready -q -h 127.0.0.1 -U \"$POSTGRES_USER\" -d \"$POSTGRES_DB\""), Times, inputs.EngineFloor),
        Why = new()
        {
            [$"environment.{PasswordKey(settings)}"] = "No default, which would be a known credential: without it the container refuses to start and says so.",
            ["environment.POSTGRES_INITDB_ARGS"] = "A password on the socket too: otherwise a wrong one would go unnoticed.",
            ["healthcheck.test"] = "Over TCP: while a new cluster is set up, a temporary server answers on the socket already.",
            ["networks"] = "Leads nowhere outside, and nothing but the backend is in it.",
        },
    }, ByteSize.Megabytes(512), processes: 256) with
    {
        // The image's entry script starts as root, takes ownership of both volumes and goes on as `postgres`.
        CapAdd = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"],
        // PostgreSQL disconnects its clients and writes a checkpoint; a kill would mean recovery at the next start.
        StopGracePeriod = Duration.Seconds(30),
    };

    private static Entries<Template?> Settings(SettingsSource settings) => new()
    {
        [BackendEnvironment.PostgresUser.Name] = Variables.Interpolate(BackendEnvironment.PostgresUser),
        [PasswordKey(settings)] = settings == SettingsSource.SecretFiles
            ? Variables.SecretPath(BackendEnvironment.PostgresPassword)
            : Variables.Interpolate(BackendEnvironment.PostgresPassword),
        [BackendEnvironment.PostgresDb.Name] = Variables.Interpolate(BackendEnvironment.PostgresDb),
        ["POSTGRES_INITDB_ARGS"] = "--auth-local=scram-sha-256 --auth-host=scram-sha-256",
    };

    private static string PasswordKey(SettingsSource settings) =>
        settings == SettingsSource.SecretFiles ? BackendEnvironment.PostgresPassword.FileName! : BackendEnvironment.PostgresPassword.Name;
}
