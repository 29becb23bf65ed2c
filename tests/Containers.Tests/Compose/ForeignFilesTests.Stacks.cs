using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Tests.Compose;

// Stacks, networks and files for development.
public partial class ForeignFilesTests
{
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
}
