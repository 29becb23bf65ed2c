using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Tests.Compose;

public class ComposeReadingTests
{
    static Service Web(string yaml) => ComposeFile.Parse($"services:\n  web:\n{string.Join('\n', yaml.Split('\n').Select(l => "    " + l))}\n").Services["web"];

    [Fact]
    public void Short_forms_are_read()
    {
        var web = Web("""
            image: nginx
            build: ./web
            command: serve --port 80
            env_file: .env
            environment:
              - A=1
              - B
              - C=x=y
            ports:
              - 80
              - "127.0.0.1:8080:80"
            volumes:
              - data:/data:ro
              - ./conf:/conf:ro,z
              - /anonymous
            depends_on: [db]
            networks: [front]
            tmpfs: /tmp
            ulimits:
              nofile: 1024
            extra_hosts:
              host: 10.0.0.1
            healthcheck:
              test: curl -f http://localhost
            secrets: [key]
            """);
        Assert.Equal(new Build("./web"), web.Build);
        Assert.Equal(Command.Shell("serve --port 80"), web.Command);
        Assert.Equal([new EnvFile(".env")], web.EnvFile);
        Assert.Equal(new() { ["A"] = "1", ["B"] = null, ["C"] = "x=y" }, web.Environment);
        Assert.Equal([80, Port.Parse("127.0.0.1:8080:80")], web.Ports);
        Assert.Equal([new VolumeMount("data", "/data") { ReadOnly = true }, new BindMount("./conf", "/conf") { ReadOnly = true, CreateHostPath = true, Selinux = SelinuxLabel.Shared }, new VolumeMount(null, "/anonymous")], web.Volumes);
        Assert.Equal(Dependency.Started, web.DependsOn["db"]);
        Assert.Null(web.Networks["front"]);
        Assert.Equal(["/tmp"], web.Tmpfs);
        Assert.Equal(new Ulimit(1024L, 1024L), web.Ulimits["nofile"]);
        Assert.Equal(["host=10.0.0.1"], web.ExtraHosts);
        Assert.Equal(Command.Shell("curl -f http://localhost"), web.HealthCheck!.Test);
        Assert.Equal([new SecretGrant("key")], web.Secrets);
    }

    [Fact]
    public void Anchors_and_merge_keys_are_resolved_and_what_stands_in_the_map_wins()
    {
        var file = ComposeFile.Parse("""
            x-common: &common
              restart: always
              init: true
            services:
              a:
                <<: *common
                image: app
                restart: "no"
            """);
        Assert.Equal(RestartPolicy.No, file.Services["a"].Restart);
        Assert.Equal(true, file.Services["a"].Init);
        Assert.Equal(new YamlMapping(new() { ["restart"] = "always", ["init"] = true }), file.Extensions["x-common"]);
    }

    [Theory]
    [InlineData("services:\n  a:\n    image: x\n    imge: y\n", "4:5: the key 'imge' is not known")]
    [InlineData("services:\n  a:\n    mem_limit: lots\n", "3:16: 'lots' is not a valid size")]
    [InlineData("services:\n  a:\n    ports:\n      - 80\n      - 99999\n", "5:9: '99999' is not a valid port")]
    [InlineData("services:\n  a:\n    init: maybe\n", "3:11: 'maybe' is not a valid bool")]
    [InlineData("services:\n  a:\n    environment: [A=1, A=2]\n", "'A' is given twice")]
    [InlineData("services:\n  a:\n    image: x\n    image: y\n", "4:5: the key 'image' is given twice")]
    [InlineData("services:\n\ta: 1\n", "2:1")]
    [InlineData("services: [a]\n", "a list stands where a map is expected")]
    [InlineData("services:\n  a:\n    ports: !mine [80]\n", "the tag '!mine' is not known")]
    [InlineData("services:\n  a:\n    memLimit: 1g\n", "3:5: the key 'memLimit' is not known: did you mean 'mem_limit'?")]
    [InlineData("services:\n  a:\n    depends-on: [b]\n", "3:5: the key 'depends-on' is not known: did you mean 'depends_on'?")]
    [InlineData("services:\n  a:\n    deploy:\n      resources:\n        limit: {}\n", "5:9: the key 'limit' is not known: did you mean 'limits'?")]
    [InlineData("services:\n  a:\n    healthcheck:\n      nonsense: 1\n", "4:7: the key 'nonsense' is not known: expected one of disable, test, interval")]
    [InlineData("service:\n  a: {}\n", "1:1: the key 'service' is not known: did you mean 'services'?")]
    [InlineData("services:\n  a:\n    healthcheck:\n      test: [curl, -f]\n", "4:13: a probe begins with CMD and a program, or is CMD-SHELL and one line, or NONE")]
    [InlineData("services:\n  a:\n    ports: 80\n", "3:12: '80' stands where a list is expected, even of one item")]
    [InlineData("services:\n  a:\n    image: [x]\n", "3:12: a list stands where a text is expected")]
    [InlineData("services:\n  a:\n    cgroup: shared\n", "3:13: 'shared' is not a valid cgroup namespace: expected one of host, private")]
    [InlineData("services:\n  a:\n    develop:\n      watch:\n        - path: .\n", "5:11: the key 'action' is missing: expected it beside path")]
    [InlineData("services:\n  a:\n    volumes:\n      - { type: bind, source: ., target: /a, volume: { nocopy: true } }\n", "4:9: a mount of the type 'bind' has the options of another type: expected 'bind' as their key")]
    [InlineData("services:\n  a:\n    gpus: some\n", "3:11: 'some' is not a valid choice of graphics processors: expected all, or a list")]
    [InlineData("services:\n  a:\n    memswap_limit: -2\n", "'-2' is not a valid swap limit: expected a size such as 2g, or -1 for no limit")]
    [InlineData("services:\n  a:\n    scale: many\n", "3:12: 'many' is not a valid number: expected a number")]
    [InlineData("services:\n  a:\n    depends_on:\n      b: { restart: true }\n", "4:10: the key 'condition' is missing")]
    [InlineData("services: *nowhere\n", "'*nowhere' names an anchor")]
    [InlineData("a: 1\n---\nb: 2\n", "there is a second document")]
    public void What_cannot_be_read_is_named_with_line_and_column(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<SyntaxException>(() => ComposeFile.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_problem_is_listed_in_one_go()
    {
        var (read, problems) = ComposeFile.Read("services:\n  a:\n    imge: x\n    init: maybe\n    image: y\n");
        Assert.Equal([new Position(3, 5), new Position(4, 11)], problems.Select(p => p.Position));
        Assert.Equal(ImageRef.Parse("y"), read!.Services["a"].Image);
    }

    [Fact]
    public void Positions_are_kept_for_findings()
    {
        var positions = ComposeFile.Parse("services:\n  a:\n    image: x\n    ports:\n      - 80\n      - 81\n").Positions.Value!;
        Assert.Equal(new Position(6, 9), positions["services.a.ports[1]"]);
        Assert.Equal(new Position(2, 3), positions["services.a"]);
    }

    [Fact]
    public void Positions_reach_into_every_part()
    {
        var positions = ComposeFile.Parse("services:\n  a:\n    deploy:\n      resources:\n        reservations:\n          devices:\n            - capabilities: [gpu]\n              x-why: here\n").Positions.Value!;
        Assert.Equal(new Position(8, 15), positions["services.a.deploy.resources.reservations.devices[0].x-why"]);
        Assert.Equal(new Position(7, 30), positions["services.a.deploy.resources.reservations.devices[0].capabilities[0]"]);
    }

    [Fact]
    public void Aliases_of_aliases_do_not_fill_the_memory()
    {
        var bomb = "x-a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]\n" + string.Concat("bcdefghijk".Select((c, i) =>
            $"x-{c}: &{c} [{string.Join(", ", Enumerable.Repeat("*" + (char)(c - 1), 9))}]\n"));
        Assert.Contains("too large once aliases are resolved", Assert.Throws<SyntaxException>(() => ComposeFile.Parse(bomb)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_nested_lists_are_refused_not_followed() =>
        Assert.Throws<SyntaxException>(() => ComposeFile.Parse("x-a: " + new string('[', 100_000)));

    [Fact]
    public void The_variables_of_a_file_are_known() =>
        Assert.Equal(["BIND", "KEY", "MEMORY", "PORT", "TZ"], ComposeWritingTests.Stack.Variables.Select(v => v.Value));

    [Fact]
    public void A_byte_order_mark_and_CRLF_do_no_harm() =>
        Assert.Equal(ImageRef.Parse("x"), ComposeFile.Parse("\uFEFFservices:\r\n  a:\r\n    image: x\r\n").Services["a"].Image);
}
