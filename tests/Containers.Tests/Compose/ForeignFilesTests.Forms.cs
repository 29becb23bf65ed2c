using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Tests.Compose;

// Forms that few files use.
public partial class ForeignFilesTests
{
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
    public void Forms_that_Compose_takes_without_a_word()
    {
        var service = Read("""
            services:
              a:
                image: a
                expose: [80/tcp, 53/udp, '${P:-8000}', 10-12]
                deploy: { restart_policy: { condition: unless-stopped } }
                volumes:
                  - data:/data:z
                  - { type: volume, source: data, target: /more, volume: { nocopy: true }, bind: { selinux: Z } }
                  - { type: bind, source: ./long, target: /long }
                  - ./short:/short
            volumes: { data: }
            """).Services["a"];
        Assert.Equal(["80", "53/udp", "${P:-8000}", "10-12"], service.Expose.Select(p => p.ToString()));
        Assert.Equal(DeployRestartCondition.UnlessStopped, service.Deploy!.RestartPolicy!.Condition!.Value);
        Assert.Equal(
        [
            new VolumeMount("data", "/data") { Selinux = SelinuxLabel.Shared },
            new VolumeMount("data", "/more") { NoCopy = true, Selinux = SelinuxLabel.Private },
            new BindMount("./long", "/long"),
            new BindMount("./short", "/short") { CreateHostPath = true },
        ], service.Volumes);
        Assert.Throws<ArgumentException>(() => ExposedPort.Parse("80:80"));
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
        [new BindMount(@"C:\data", "/data") { ReadOnly = true, CreateHostPath = true }, new PipeMount(@"\\.\pipe\docker_engine", @"\\.\pipe\docker_engine")],
        Read("""
            services:
              a:
                image: a
                volumes:
                  - C:\data:/data:ro
                  - { type: npipe, source: '\\.\pipe\docker_engine', target: '\\.\pipe\docker_engine' }
            """).Services["a"].Volumes);
}
