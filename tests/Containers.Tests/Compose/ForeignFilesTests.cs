using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Tests.Compose;

/// <summary>Files as other people write them: the forms are those of well-known projects, the files are our own.</summary>
public class ForeignFilesTests
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
        Assert.Equal([new VariableMount(Env.Var("UPLOAD_LOCATION"), "/data"), new BindMount("/etc/localtime", "/etc/localtime") { ReadOnly = true }], server.Volumes);
        Assert.Equal("ghcr.io/photos/server:${PHOTOS_VERSION:-release}", server.Image!.ToString());
        Assert.Equal([Dependency.Started, Dependency.Started], server.DependsOn.Values);
        Assert.Equal(Command.Shell("redis-cli ping || exit 1"), file.Services["redis"].HealthCheck!.Test);
        Assert.Equal(new BindMount(Env.Var("DB_DATA_LOCATION").Or("./postgres"), "/var/lib/postgresql/data"), Assert.Single(file.Services["database"].Volumes));
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

    [Fact]
    public void A_proxy_with_a_long_command_and_rules_in_labels()
    {
        var proxy = Read("""
            services:
              traefik:
                image: traefik:v3.3
                command:
                  - "--api.insecure=true"
                  - --entrypoints.web.address=:80
                ports:
                  - 80:80
                  - target: 443
                    published: "443"
                    protocol: tcp
                    mode: host
                    app_protocol: https
                volumes:
                  - "/var/run/docker.sock:/var/run/docker.sock:ro"
                labels:
                  traefik.enable: true
                  traefik.http.routers.api.rule: Host(`traefik.localhost`) && PathPrefix(`/api`)
                  traefik.http.services.api.loadbalancer.server.port: 8080
            """).Services["traefik"];
        Assert.Equal(Command.Exec("--api.insecure=true", "--entrypoints.web.address=:80"), proxy.Command);
        Assert.Equal(new Port((PortRange)443) { Host = (PortRange)443, Mode = PublishMode.Host, AppProtocol = "https" }, proxy.Ports[1]);
        Assert.Equal(["true", "Host(`traefik.localhost`) && PathPrefix(`/api`)", "8080"], proxy.Labels.Values.Select(v => v.LiteralText));
    }

    [Fact]
    public void A_forge_with_a_folded_block_as_a_variable_and_ssh_as_a_port()
    {
        var forge = Read("""
            version: '3.6'
            services:
              forge:
                image: gitlab/gitlab-ee:17.0.0-ee.0
                hostname: 'gitlab.example.com'
                environment:
                  GITLAB_OMNIBUS_CONFIG: |
                    # one line after the other
                    external_url 'https://gitlab.example.com'
                    gitlab_rails['gitlab_shell_ssh_port'] = 2424
                ports: ["80:80", "443:443", "2424:22"]
                command: >
                  sh -c "a &&
                  b"
                volumes:
                  - '$GITLAB_HOME/config:/etc/gitlab'
                shm_size: '256m'
                ulimits:
                  sigpending: 62793
                  nofile:
                    soft: 20000
                    hard: 40000
            """);
        var service = forge.Services["forge"];
        Assert.Equal("3.6", forge.Version);
        Assert.Equal("# one line after the other\nexternal_url 'https://gitlab.example.com'\ngitlab_rails['gitlab_shell_ssh_port'] = 2424\n", service.Environment["GITLAB_OMNIBUS_CONFIG"]!.LiteralText);
        Assert.Equal(Command.Shell("sh -c \"a && b\"\n"), service.Command);
        Assert.Equal(new() { ["sigpending"] = new Ulimit(62793L, 62793L), ["nofile"] = new Ulimit(20000L, 40000L) }, service.Ulimits);
        Assert.Equal([new VariableMount(Env.Var("GITLAB_HOME") + (Template)"/config", "/etc/gitlab")], service.Volumes);
    }

    [Fact]
    public void A_swarm_stack_with_everything_below_deploy()
    {
        var deploy = Read("""
            services:
              web:
                image: web
                deploy:
                  mode: replicated
                  replicas: 6
                  endpoint_mode: vip
                  placement:
                    constraints: [node.role == worker, "engine.labels.os==ubuntu 22.04"]
                    preferences:
                      - spread: node.labels.zone
                    max_replicas_per_node: 1
                  update_config: { parallelism: 2, delay: 10s, order: start-first, failure_action: rollback, max_failure_ratio: 0.3 }
                  rollback_config: { parallelism: "0" }
                  restart_policy: { condition: on-failure, delay: 5s, max_attempts: 3, window: 120s }
                  resources:
                    reservations:
                      generic_resources:
                        - discrete_resource_spec: { kind: gpu, value: 2 }
                  labels: [a=b]
            """).Services["web"].Deploy!;
        Assert.Equal((DeployMode.Replicated, EndpointMode.VirtualIp), (deploy.Mode!.Value, deploy.EndpointMode!.Value));
        Assert.Equal(new UpdateConfig { Parallelism = 2, Delay = Duration.Seconds(10), Order = UpdateOrder.StartFirst, FailureAction = FailureAction.Rollback, MaxFailureRatio = 0.3m }, deploy.UpdateConfig);
        Assert.Equal("node.labels.zone", Assert.Single(deploy.Placement!.Preferences).Spread);
        Assert.Equal(Duration.Minutes(2), deploy.RestartPolicy!.Window);
        Assert.Equal(2, Assert.Single(deploy.Reservations!.GenericResources).Discrete!.Value);
    }

    [Fact]
    public void A_home_network_with_addresses_of_its_own_and_a_driver()
    {
        var file = Read("""
            services:
              dns:
                image: dns
                networks:
                  lan: { ipv4_address: 192.168.1.53, mac_address: "02:42:ac:11:65:43", aliases: [dns.lan] }
                  other:
                dns: 9.9.9.9
                dns_search: [lan]
                cap_add: [NET_ADMIN, SYS_TIME]
                extra_hosts:
                  - "host.docker.internal:host-gateway"
                  - "somehost=162.242.195.82"
                sysctls:
                  - net.core.somaxconn=1024
            networks:
              lan:
                driver: macvlan
                driver_opts: { parent: eth0, com.docker.network.driver.mtu: 1450 }
                ipam:
                  config:
                    - subnet: 192.168.1.0/24
                      gateway: 192.168.1.1
                      ip_range: 192.168.1.192/27
                      aux_addresses: { router: 192.168.1.1 }
              other:
                external:
                  name: shared_net
            """);
        Assert.Equal(new ServiceNetwork { Ipv4Address = "192.168.1.53", MacAddress = "02:42:ac:11:65:43", Aliases = ["dns.lan"] }, file.Services["dns"].Networks["lan"]);
        Assert.Null(file.Services["dns"].Networks["other"]);
        Assert.Equal(new Network { External = true, Name = "shared_net" }, file.Networks["other"]);
        Assert.Equal("192.168.1.192/27", Assert.Single(file.Networks["lan"].Ipam!.Pools).IpRange);
        Assert.Equal(new() { ["parent"] = "eth0", ["com.docker.network.driver.mtu"] = "1450" }, file.Networks["lan"].DriverOptions);
        Assert.Equal(new() { ["net.core.somaxconn"] = "1024" }, file.Services["dns"].Sysctls);
    }

    [Fact]
    public void A_development_file_that_watches_builds_and_takes_in_others()
    {
        var file = Read("""
            include:
              - ../commons/compose.yaml
              - path: [one.yaml, one.override.yaml]
                project_directory: ..
                env_file: ../another/.env
            services:
              api:
                build:
                  context: .
                  dockerfile_inline: |
                    FROM baseimage
                    RUN some command
                  args: [GIT_COMMIT, "BUILD=1"]
                  ssh: default
                  cache_from: ["type=local,src=cache"]
                  additional_contexts:
                    resources: /path/to/resources
                  secrets:
                    - source: token
                      target: npm
                      mode: 0o440
                  extra_hosts: { a: [10.0.0.1, 10.0.0.2] }
                develop:
                  watch:
                    - { path: ./src, action: sync, target: /src, ignore: node_modules/ }
                    - path: package.json
                      action: rebuild
                post_start:
                  - command: ./do_something.sh
                    user: root
                    environment: [FOO=BAR]
            secrets:
              token: { environment: NPM_TOKEN }
            """);
        var build = file.Services["api"].Build!;
        Assert.Equal([new Include(["../commons/compose.yaml"]), new Include(["one.yaml", "one.override.yaml"]) { ProjectDirectory = "..", EnvFile = ["../another/.env"] }], file.Include);
        Assert.Equal(new() { ["GIT_COMMIT"] = null, ["BUILD"] = "1" }, build.Args);
        Assert.Equal(["default"], build.Ssh);
        Assert.Equal(new Permissions(0x120), build.Secrets[0].Mode!.Value);
        Assert.Equal(["a=10.0.0.1", "a=10.0.0.2"], build.ExtraHosts);
        Assert.Equal([WatchAction.Sync, WatchAction.Rebuild], file.Services["api"].Develop!.Watch.Select(w => w.Action.Value));
        Assert.Equal(Command.Shell("./do_something.sh"), Assert.Single(file.Services["api"].PostStart).Command);
    }

    [Fact]
    public void Services_that_extend_are_provided_or_use_a_model()
    {
        var file = Read("""
            services:
              web: { extends: { file: common.yml, service: webapp }, scale: "2" }
              worker: { extends: web }
              database:
                provider:
                  type: awesomecloud
                  options: { type: mysql, sizes: [1, 2], flag: true }
              chat:
                image: chat
                models: { llm: { endpoint_var: AI_URL, model_var: AI_NAME } }
                gpus: all
            models:
              llm: { model: ai/smollm2, context_size: 1024, runtime_flags: ["--no-prefill"] }
            """);
        Assert.Equal((new Extends("webapp") { File = "common.yml" }, new Extends("web")), (file.Services["web"].Extends!, file.Services["worker"].Extends!));
        Assert.Equal(new() { ["type"] = ["mysql"], ["sizes"] = ["1", "2"], ["flag"] = ["true"] }, file.Services["database"].Provider!.Options);
        Assert.Equal(new ModelUse { EndpointVariable = "AI_URL", ModelVariable = "AI_NAME" }, file.Services["chat"].Models["llm"]);
        Assert.Equal([DeviceRequest.AllGpus], file.Services["chat"].Gpus);
    }

    [Fact]
    public void Secrets_and_configs_in_all_their_forms()
    {
        var file = Read("""
            services:
              app:
                image: app
                secrets:
                  - db
                  - { source: tls, target: server.key, uid: "103", gid: "103", mode: 288 }
                configs: [{ source: http, target: /etc/http.conf, mode: "0440" }]
            secrets:
              db: { environment: DB_SECRET }
              tls: { file: ./tls.key }
            configs:
              http:
                content: |
                  debug=$${DEBUG}
                  name=${NAME:-app}
                labels: [a]
            """);
        Assert.Equal([new Permissions(0x120), new Permissions(0x120)], [file.Services["app"].Secrets[1].Mode!.Value, file.Services["app"].Configs[0].Mode!.Value]);
        Assert.Equal("debug=${DEBUG}\nname=app\n", file.Configs["http"].Content!.Resolve(_ => null));
    }

    [Fact]
    public void Limits_of_an_old_file_with_numbers_as_texts()
    {
        var service = Read("""
            services:
              old:
                image: old
                init: "true"
                cpus: "1.5"
                cpu_quota: 50ms
                cpu_shares: 73
                cpuset: 0,1
                memswap_limit: -1
                mem_swappiness: '60'
                oom_score_adj: -500
                pids_limit: "200"
                expose: [3000, "8000-8010"]
                tmpfs: /run:size=64m,mode=1777
                group_add: [mail, 44]
                blkio_config:
                  weight: 300
                  device_read_bps: [{ path: /dev/sdb, rate: '12mb' }]
                  device_write_iops: [{ path: /dev/sdb, rate: 30 }]
                links: ["db:mysql"]
                external_links: [redis]
                volumes_from: ["db:ro"]
                network_mode: bridge
                isolation: default
                storage_opt: { size: 1G }
                dns_opt: [use-vc]
              db: { image: db }
            """).Services["old"];
        Assert.Equal((50_000L, SwapLimit.Unlimited, 60), (service.CpuQuota!.Value, service.MemswapLimit!.Value, service.MemSwappiness!.Value));
        Assert.Equal(["3000", "8000-8010"], service.Expose.Select(p => p.ToString()));
        Assert.Equal(new BlockIo { Weight = 300, ReadBytes = [new("/dev/sdb", ByteSize.Megabytes(12))], WriteOperations = [new("/dev/sdb", 30L)] }, service.BlockIo);
        Assert.Equal(["mail", "44"], service.GroupAdd);
    }

    [Fact]
    public void Keys_of_the_tools_around_it_are_kept_at_every_level()
    {
        var file = Read("""
            x-project: { owner: me }
            services:
              a:
                image: a
                x-service: 1
                build: { context: ., x-bake: { tags: [a:1] } }
                healthcheck: { test: [NONE], x-probe: no }
                ports: [{ target: 80, x-port: true }]
                volumes: [{ type: bind, source: ., target: /src, x-mount: 1, bind: { create_host_path: false, x-bind: 2 } }]
                networks: { default: { x-net: [1] } }
                deploy: { resources: { limits: { memory: 1g, x-limit: 1 } } }
            networks:
              default: { x-network: y, ipam: { x-ipam: z } }
            """);
        var a = file.Services["a"];
        Assert.True(a.HealthCheck!.Disabled);
        Assert.Equal([["x-project"], ["x-service"], ["x-bake"], ["x-probe"], ["x-port"], ["x-mount"], ["x-bind"], ["x-net"], ["x-limit"], ["x-network"], ["x-ipam"]],
            new[] { file.Extensions, a.Extensions, a.Build!.Extensions, a.HealthCheck.Extensions, a.Ports[0].Extensions, a.Volumes[0].Extensions, ((BindMount)a.Volumes[0]).OptionExtensions,
                a.Networks["default"]!.Extensions, a.Deploy!.Limits!.Extensions, file.Networks["default"].Extensions, file.Networks["default"].Ipam!.Extensions }.Select(e => e.Keys));
    }

    [Fact]
    public void A_Windows_path_is_a_path_and_a_pipe_a_pipe() => Assert.Equal(
        [new BindMount(@"C:\data", "/data") { ReadOnly = true }, new PipeMount(@"\\.\pipe\docker_engine", @"\\.\pipe\docker_engine")],
        Read("""
            services:
              a:
                image: a
                volumes:
                  - C:\data:/data:ro
                  - { type: npipe, source: '\\.\pipe\docker_engine', target: '\\.\pipe\docker_engine' }
            """).Services["a"].Volumes);
}
