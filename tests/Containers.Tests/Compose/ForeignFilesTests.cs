using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Tests.Compose;

/// <summary>Files as other people write them: the forms are those of well-known projects, the files are our own.</summary>
public partial class ForeignFilesTests
{
    static ComposeFile Read(string text)
    {
        var file = ComposeFile.Parse(text);
        // Whatever form it came in, the canonical one says the same.
        Assert.Equal(file, ComposeFile.Parse((file with { Floor = new Floor(99, new Version(99, 0)) }).Write()));
        return file;
    }

    [Fact]
    public void A_photo_library_with_variables_as_paths_and_extends_for_hardware()
    {
        var file = Read("""
            name: photos
            services:
              server:
                container_name: photos_server
                image: ghcr.io/photos/server:${PHOTOS_VERSION:-release}
                # extends:
                #   file: hwaccel.yml
                #   service: cpu
                volumes:
                  - ${UPLOAD_LOCATION}:/data
                  - /etc/localtime:/etc/localtime:ro
                env_file:
                  - .env
                ports:
                  - '2283:2283'
                depends_on:
                  - redis
                  - database
                restart: always
                healthcheck:
                  disable: false
              redis:
                image: docker.io/valkey/valkey:8@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                healthcheck:
                  test: redis-cli ping || exit 1
                restart: always
              database:
                image: ghcr.io/photos/postgres:14
                environment:
                  POSTGRES_PASSWORD: ${DB_PASSWORD}
                  POSTGRES_INITDB_ARGS: '--data-checksums'
                volumes:
                  - ${DB_DATA_LOCATION:-./postgres}:/var/lib/postgresql/data
                shm_size: 128mb
                restart: always
            """);
        var server = file.Services["server"];
        Assert.Equal([new VariableMount(Env.Var("UPLOAD_LOCATION"), "/data"), new BindMount("/etc/localtime", "/etc/localtime") { ReadOnly = true, CreateHostPath = true }], server.Volumes);
        Assert.Equal("ghcr.io/photos/server:${PHOTOS_VERSION:-release}", server.Image!.ToString());
        Assert.Equal([Dependency.Started, Dependency.Started], server.DependsOn.Values);
        Assert.Equal(Command.Shell("redis-cli ping || exit 1"), file.Services["redis"].HealthCheck!.Test);
        Assert.Equal(new BindMount(Env.Var("DB_DATA_LOCATION").Or("./postgres"), "/var/lib/postgresql/data") { CreateHostPath = true }, Assert.Single(file.Services["database"].Volumes));
        Assert.Equal(ByteSize.Megabytes(128), file.Services["database"].ShmSize);
    }

    [Fact]
    public void A_camera_recorder_with_devices_memory_file_systems_and_several_protocols()
    {
        var recorder = Read("""
            services:
              recorder:
                container_name: recorder
                privileged: true # this may not be necessary for all setups
                restart: unless-stopped
                stop_grace_period: 30s
                image: ghcr.io/cameras/recorder:stable
                shm_size: "512mb" # update for your cameras
                devices:
                  - /dev/bus/usb:/dev/bus/usb # a coral
                  - /dev/dri/renderD128:/dev/dri/renderD128:rw
                  - /dev/video11
                volumes:
                  - /etc/localtime:/etc/localtime:ro
                  - ./config:/config
                  - ./storage:/media/recorder
                  - type: tmpfs # 1 GB of memory
                    target: /tmp/cache
                    tmpfs:
                      size: 1000000000
                ports:
                  - "8971:8971"
                  # - "5000:5000" # unauthenticated
                  - "8555:8555/tcp"
                  - "8555:8555/udp"
                environment:
                  RECORDER_RTSP_PASSWORD: "password"
            """).Services["recorder"];
        Assert.Equal(["/dev/bus/usb:/dev/bus/usb", "/dev/dri/renderD128:/dev/dri/renderD128:rw", "/dev/video11"], recorder.Devices);
        Assert.Equal(new TmpfsMount("/tmp/cache") { Size = new ByteSize(1_000_000_000) }, recorder.Volumes[3]);
        Assert.Equal([Protocol.Tcp, Protocol.Tcp, Protocol.Udp], recorder.Ports.Select(p => p.Protocol));
    }

    [Fact]
    public void A_graphics_processor_is_reserved_below_deploy()
    {
        var device = Assert.Single(Read("""
            services:
              learning:
                image: ml:cuda
                deploy:
                  resources:
                    limits: { cpus: '0.50', memory: 50M }
                    reservations:
                      cpus: "0.25"
                      memory: 20M
                      devices:
                        - driver: nvidia
                          count: 1
                          capabilities: [gpu, utility]
                        # - device_ids: ['0', '3']
            """).Services["learning"].Deploy!.Reservations!.Devices);
        Assert.Equal(new DeviceRequest { Driver = "nvidia", Count = new DeviceCount(1), Capabilities = ["gpu", "utility"] }, device);
    }

    [Fact]
    public void A_cloud_with_a_shared_environment_and_labels_as_a_list()
    {
        var file = Read("""
            services:
              db:
                image: mariadb:10.11
                command: --transaction-isolation=READ-COMMITTED --log-bin=binlog --binlog-format=ROW
                restart: always
                volumes:
                  - db:/var/lib/mysql:Z
                env_file:
                  - db.env
              app:
                image: nextcloud:fpm-alpine
                volumes:
                  - nextcloud:/var/www/html:z
                environment:
                  - VIRTUAL_HOST=
                  - MYSQL_HOST=db
                  - PHP_OPTIONS=-d a=b
                labels:
                  - com.example.letsencrypt=true
                  - com.example.flag
                depends_on: [db]
                networks: [proxy-tier, default]
            volumes:
              db:
              nextcloud:
            networks:
              proxy-tier:
            """);
        Assert.Equal(new() { ["VIRTUAL_HOST"] = "", ["MYSQL_HOST"] = "db", ["PHP_OPTIONS"] = "-d a=b" }, file.Services["app"].Environment);
        Assert.Equal(new() { ["com.example.letsencrypt"] = "true", ["com.example.flag"] = "" }, file.Services["app"].Labels);
        Assert.Equal(Command.Shell("--transaction-isolation=READ-COMMITTED --log-bin=binlog --binlog-format=ROW"), file.Services["db"].Command);
        Assert.Equal(["proxy-tier", "default"], file.Services["app"].Networks.Keys);
    }

    [Fact]
    public void An_identity_provider_with_required_variables_and_health_checks()
    {
        var file = Read("""
            services:
              postgresql:
                image: docker.io/library/postgres:16-alpine
                restart: unless-stopped
                healthcheck:
                  test: ["CMD-SHELL", "pg_isready -d $${POSTGRES_DB} -U $${POSTGRES_USER}"]
                  start_period: 20s
                  interval: 30s
                  retries: 5
                  timeout: 5s
                environment:
                  POSTGRES_PASSWORD: ${PG_PASS:?database password required}
                  POSTGRES_USER: ${PG_USER:-authentik}
              server:
                image: ${IMAGE:-ghcr.io/identity/server}:${TAG:-2025.10}
                command: server
                user: root
                ports:
                  - ${COMPOSE_PORT_HTTP:-9000}:9000
                  - ${COMPOSE_PORT_HTTPS:-9443}:9443
                depends_on:
                  postgresql:
                    condition: service_healthy
            """);
        var (db, server) = (file.Services["postgresql"], file.Services["server"]);
        Assert.Equal(Command.Shell("pg_isready -d ${POSTGRES_DB} -U ${POSTGRES_USER}"), db.HealthCheck!.Test);
        Assert.Equal(Env.Var("PG_PASS").OrFail("database password required"), db.Environment["POSTGRES_PASSWORD"]!.Interpolations.Single());
        Assert.Equal("${COMPOSE_PORT_HTTPS:-9443}", server.Ports[1].Host!.ToString());
        Assert.Equal("ghcr.io/identity/server:2025.10", server.Image!.Template!.Resolve(_ => null));
    }

    [Fact]
    public void Fragments_are_merged_from_several_anchors_the_first_one_first()
    {
        var file = Read("""
            x-logging: &default-logging
              driver: json-file
              options: { max-size: "10m", max-file: "3" }
            x-limits: &limits
              mem_limit: 1.5g
              restart: "no"
            x-common: &common
              logging: *default-logging
              restart: always
              environment: &env
                TZ: UTC
                LOG: info
            services:
              one:
                <<: [*common, *limits]
                image: one
              two:
                <<: *common
                image: two
                environment:
                  <<: *env
                  LOG: debug
            """);
        var (one, two) = (file.Services["one"], file.Services["two"]);
        Assert.Equal((RestartPolicy.Always, ByteSize.Megabytes(1536)), (one.Restart!, one.MemLimit!.Value));
        Assert.Equal(new Logging("json-file") { Options = new() { ["max-size"] = "10m", ["max-file"] = "3" } }, one.Logging);
        Assert.Equal(("UTC", "debug"), (two.Environment["TZ"]!.LiteralText!, two.Environment["LOG"]!.LiteralText!));
        Assert.Equal(["x-logging", "x-limits", "x-common"], file.Extensions.Keys);
    }
}
