using System.Globalization;
using ArgusAI.Containers;
using ArgusAI.Containers.Compose;

namespace ArgusAI.Benchmarks.Samples;

/// <summary>A Compose file of any size as people write them: services that build, listen, mount, wait for each other and have limits.</summary>
static class ComposeSample
{
    static readonly HealthCheck Probe = new(Command.Exec("wget", "-qO-", "http://127.0.0.1:8080/health"))
    {
        Interval = Duration.Seconds(30),
        Timeout = Duration.Seconds(5),
        StartPeriod = Duration.Minutes(1),
        Retries = 3,
    };

    /// <summary>The smallest such file that has at least so many lines: the same text on every machine.</summary>
    public static ComposeFile OfLines(int lines)
    {
        // Every service writes equally many lines, so two sizes tell the size of any.
        var (one, two) = (LinesOf(OfServices(1)), LinesOf(OfServices(2)));
        return OfServices(1 + Math.Max(0, (lines - one + two - one - 1) / (two - one)));
    }

    static int LinesOf(ComposeFile file) => file.Write().AsSpan().Count('\n');

    static ComposeFile OfServices(int count)
    {
        var numbers = Enumerable.Range(0, count).ToArray();
        return new ComposeFile
        {
            Name = "sample",
            Services = numbers.ToEntries(Name, Service),
            Networks = new() { ["inner"] = new Network { Internal = true } },
            Volumes = numbers.ToEntries(i => Name(i) + "-data", _ => new Volume()),
            Secrets = new() { ["token"] = new SecretSource { File = "./secrets/token" } },
        };
    }

    static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"service-{i:D5}");

    static Service Service(int i) => new()
    {
        Image = ImageRef.Parse($"registry.example/team/{Name(i)}:1.{i % 10}.0"),
        Build = new Build("./src") { Dockerfile = $"{Name(i)}/Dockerfile", Target = "runtime", Args = new() { ["VERSION"] = Env.Var("VERSION").Or("0.0.0") } },
        DependsOn = i == 0 ? Entries<Dependency>.None : new() { [Name(i / 2)] = Dependency.Healthy },
        User = "1000:1000",
        Environment = new()
        {
            ["TZ"] = Env.Var("TZ").Or("UTC"),
            ["LOG_LEVEL"] = Env.Var("LOG_LEVEL").Or("info"),
            ["DATABASE_URL"] = (Template)"postgres://app@db:5432/" + Env.Var("DATABASE").Or(Name(i)),
            ["SIGNING_KEY_FILE"] = "/run/secrets/token",
            ["GREETING"] = "it's 5 o'clock: \"tea\" #1",
        },
        Ports = [new Port((PortRange)8080) { HostAddress = "127.0.0.1", Host = (PortRange)(10_000 + i % 50_000) }],
        Volumes = [new VolumeMount(Name(i) + "-data", "/data"), new BindMount("./config/app.yml", "/etc/app.yml") { ReadOnly = true }, new TmpfsMount("/tmp") { Size = ByteSize.Megabytes(64) }],
        Networks = new() { ["inner"] = null, ["default"] = null },
        Secrets = [new SecretGrant("token")],
        HealthCheck = Probe,
        Restart = RestartPolicy.UnlessStopped,
        Init = true,
        ReadOnly = true,
        CapDrop = ["ALL"],
        SecurityOpt = ["no-new-privileges:true"],
        MemLimit = ByteSize.Megabytes(256),
        Logging = new Logging { Driver = "json-file", Options = new() { ["max-size"] = "10m", ["max-file"] = "3" } },
        Labels = new() { ["com.example.owner"] = "team-" + (i % 7).ToString(CultureInfo.InvariantCulture), ["traefik.http.routers.app.rule"] = $"Host(`{Name(i)}.example.com`)" },
    };
}
