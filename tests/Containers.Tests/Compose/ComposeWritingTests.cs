using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Tests.Compose;

public class ComposeWritingTests
{
    internal static ComposeFile Stack { get; } = new()
    {
        Header = "The stack.\nRegenerate with: ./build.sh Generate",
        Name = "argusai",
        Services = new()
        {
            ["web"] = new Service
            {
                Image = ImageRef.Parse("ghcr.io/owner/web:0.1.0"),
                Build = new Build(".") { Dockerfile = "src/web/Dockerfile", Secrets = [new SecretGrant("ca")] },
                PullPolicy = PullPolicy.Missing,
                Profiles = ["full"],
                DependsOn = new() { ["db"] = Dependency.Healthy.Optional() },
                Command = Command.Exec("serve", "--price", "5$"),
                User = new Uid(1000, 1000),
                Environment = new() { ["TZ"] = Env.Var("TZ").Or("UTC"), ["KEY"] = Env.Var("KEY").OrFail("set KEY in .env"), ["FLAG"] = "true", ["HOME"] = null },
                Ports = [new Port((PortRange)8000) { HostAddress = Env.Var("BIND").Or("127.0.0.1"), Host = Env.Var("PORT").Or("8000") }],
                Volumes =
                [
                    new VolumeMount("data", "/app/data"),
                    new BindMount("./certs", "/certs") { ReadOnly = true, CreateHostPath = false },
                    new TmpfsMount("/tmp") { Size = ByteSize.Megabytes(64), Mode = Permissions.Parse("1777") },
                ],
                HealthCheck = new HealthCheck(Command.Exec("/probe", "http://127.0.0.1:8000/health"))
                {
                    Interval = Duration.Seconds(30), StartPeriod = Duration.Seconds(90), StartInterval = Duration.Seconds(1), Retries = 3,
                },
                Init = true,
                CapDrop = ["ALL"],
                MemLimit = Env.Var("MEMORY").Or("512m"),
                Cpus = 1.5m,
                Logging = new Logging("json-file") { Options = new() { ["max-size"] = "10m" } },
                Why = new() { ["init"] = "reaps zombies", ["volumes[1]"] = "never in the data volume", ["environment.TZ"] = "camera schedules" },
            },
            ["db"] = new Service { Image = ImageRef.Parse("postgres:16-alpine"), Profiles = ["db"], HealthCheck = new HealthCheck(), Networks = new() { ["back"] = null } },
        },
        Networks = new() { ["back"] = new Network { Internal = true } },
        Volumes = new() { ["data"] = new Volume() },
        Secrets = new() { ["ca"] = new SecretSource { Environment = "CA" } },
    };

    [Fact]
    public void A_file_is_written_in_one_canonical_form() => Assert.Equal("""
        # The stack.
        # Regenerate with: ./build.sh Generate

        name: argusai

        services:
          web:
            image: ghcr.io/owner/web:0.1.0
            build:
              context: .
              dockerfile: src/web/Dockerfile
              secrets:
                - ca
            pull_policy: missing
            profiles:
              - full
            depends_on:
              db:
                condition: service_healthy
                required: false
            command:
              - serve
              - "--price"
              - 5$$
            user: "1000:1000"
            environment:
              # camera schedules
              TZ: ${TZ:-UTC}
              KEY: ${KEY:?set KEY in .env}
              FLAG: "true"
              HOME:
            ports:
              - "${BIND:-127.0.0.1}:${PORT:-8000}:8000"
            volumes:
              - type: volume
                source: data
                target: /app/data
              # never in the data volume
              - type: bind
                source: ./certs
                target: /certs
                read_only: true
                bind:
                  create_host_path: false
              - type: tmpfs
                target: /tmp
                tmpfs:
                  size: 64m
                  mode: 01777
            healthcheck:
              test:
                - CMD
                - /probe
                - http://127.0.0.1:8000/health
              interval: 30s
              retries: 3
              start_period: 1m30s
              start_interval: 1s
            # reaps zombies
            init: true
            cap_drop:
              - ALL
            mem_limit: ${MEMORY:-512m}
            cpus: 1.5
            logging:
              driver: json-file
              options:
                max-size: 10m

          db:
            image: postgres:16-alpine
            profiles:
              - db
            networks:
              - back
            healthcheck: {}

        networks:
          back:
            internal: true

        volumes:
          data:

        secrets:
          ca:
            environment: CA

        """, Stack.Write());

    [Fact]
    public void What_is_written_is_read_back_the_same() => Assert.Equal(Stack, ComposeFile.Parse(Stack.Write()));
}
