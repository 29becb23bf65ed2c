using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.Nginx;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests.Policies;

/// <summary>Every policy has a model that breaks it and one close to it that keeps it.</summary>
public class PolicyTests
{
    static readonly Stage Base = Stage.From(ImageRef.Parse("debian:trixie-slim"), "app");
    static readonly Service Hardened = new()
    {
        Image = ImageRef.Parse("owner/app:1.0"), Restart = RestartPolicy.UnlessStopped, CapDrop = ["ALL"], SecurityOpt = ["no-new-privileges:true"],
        ReadOnly = true, MemLimit = ByteSize.Megabytes(64), HealthCheck = new HealthCheck(Command.Exec("/probe")),
    };

    static Review Of(Stage stage) => new Review().Of("Dockerfile", Dockerfile.For(stage));
    static Review Of(Service service) => new Review().Of("compose.yml", new ComposeFile { Services = new() { ["a"] = service } });
    static Review Of(params Directive[] http) => new Review().Of("nginx.conf", [Block("http", [Directive.Of("server_tokens", "off"), .. http])]);
    static Directive Block(string name, Items<Directive> block, params string[] arguments) => new(name, arguments.ToItems()) { Block = block };
    static Directive Tls(params Directive[] more) => Block("server", [Directive.Of("listen", "443", "ssl"), .. more]);
    static Directive Header(string name) => Directive.Of("add_header", name, "x");

    static Review Run(string script) => Of(Base.Run(script));

    public static TheoryData<string, Review, Review> Cases { get; } = new()
    {
        { "dockerfile-untagged", Of(Stage.From(ImageRef.Parse("debian"), "a")), Of(Base) },
        { "dockerfile-untagged", Of(Base.CopyFrom(ImageRef.Parse("tools"), "/a", "/a")), Of(Base.CopyFrom(ImageRef.Parse("tools:1"), "/a", "/a")) },
        { "dockerfile-latest", Of(Stage.From(ImageRef.Parse("debian:latest"), "a")), Of(Base) },
        { "dockerfile-root", Of(Base), Of(Base.User(new Uid(1000))) },
        { "dockerfile-root", Of(Stage.From(Base.User(new Uid(1000)), "b").User(Uid.Root)), Of(Stage.From(Base.User(new Uid(1000)), "b")) },
        { "dockerfile-recommends", Run("apt-get update && apt-get install -y gcc"), Run("apt-get update\napt-get -y install --no-install-recommends \\\n gcc") },
        { "dockerfile-apt", Run("apt -y install gcc"), Run("apt-get -y install gcc; ls /etc/apt") },
        { "dockerfile-sudo", Run("true && sudo id"), Run("echo pseudo sudoers") },
        { "dockerfile-shell-form", Of(Base.With(new Entrypoint(Command.Shell("/app/run")))), Of(Base.Entrypoint("/app/run")) },
        { "dockerfile-no-healthcheck", Of(Base), Of(Stage.From(Base.Health(new HealthCheck(Command.Exec("/p"))), "b")) },
        { "dockerfile-add", Of(Base.With(new Add(["file.txt"], "/"))), Of(Base.With(new Add(["https://example.org/x", "root.tar.gz"], "/"))) },
        { "dockerfile-secret", Of(Base.Arg("NPM_TOKEN")), Of(Base.Arg("NPM_TOKEN_FILE")) },
        { "dockerfile-secret", Of(Base.Env("DB_PASSWORD", "x")), Of(Base.Env("COMPASS", "x")) },
        { "dockerfile-relative-workdir", Of(Base.Workdir("app")), Of(Base.Workdir("/srv").Workdir("app")) },
        { "dockerfile-ssh", Of(Base.Expose(22)), Of(Base.Expose(8022)) },
        { "compose-privileged", Of(Hardened with { Privileged = true }), Of(Hardened) },
        { "compose-capabilities", Of(Hardened with { CapDrop = ["NET_RAW"] }), Of(Hardened) },
        { "compose-new-privileges", Of(Hardened with { SecurityOpt = ["no-new-privileges:false"] }), Of(Hardened) },
        { "compose-read-only", Of(Hardened with { ReadOnly = null }), Of(Hardened) },
        { "compose-memory", Of(Hardened with { MemLimit = null }), Of(Hardened with { MemLimit = null, Deploy = new() { Limits = new() { Memory = ByteSize.Megabytes(1) } } }) },
        { "compose-docker-socket", Of(Hardened with { Volumes = [new BindMount("/var/run/docker.sock", "/s") { ReadOnly = true }] }), Of(Hardened with { Volumes = [new BindMount("./docker", "/s")] }) },
        { "compose-host-folder", Of(Hardened with { Volumes = [new BindMount("/etc/", "/e")] }), Of(Hardened with { Volumes = [new BindMount("/etc/app", "/e")] }) },
        { "compose-host-network", Of(Hardened with { NetworkMode = "host" }), Of(Hardened with { NetworkMode = "none" }) },
        { "compose-host-namespace", Of(Hardened with { Pid = "host" }), Of(Hardened with { Pid = "service:b" }) },
        { "compose-restart", Of(Hardened with { Restart = null }), Of(Hardened with { Restart = RestartPolicy.No }) },
        { "compose-database-published", Of(Hardened with { Image = ImageRef.Parse("postgres:16"), Ports = [Port.Parse("5432:5432")] }),
            Of(Hardened with { Image = ImageRef.Parse("postgres:16"), Ports = [Port.Parse("127.0.0.1:5432:5432")] }) },
        { "compose-image-tag", Of(Hardened with { Image = ImageRef.Parse("owner/app") }), Of(Hardened) },
        { "compose-plain-secret", Of(Hardened with { Environment = new() { ["POSTGRES_PASSWORD"] = "argus" } }),
            Of(Hardened with { Environment = new() { ["POSTGRES_PASSWORD"] = Env.Var("POSTGRES_PASSWORD"), ["JWT_SECRET_KEY_FILE"] = "/run/secrets/jwt" } }) },
        { "compose-no-healthcheck", Of(Hardened with { HealthCheck = null }), Of(Hardened) },
        { "nginx-old-tls", Of(Directive.Of("ssl_protocols", "TLSv1.1", "TLSv1.2")), Of(Directive.Of("ssl_protocols", "TLSv1.2", "TLSv1.3")) },
        { "nginx-server-tokens", new Review().Of("nginx.conf", [Block("http", [])]), Of() },
        { "nginx-lost-headers", Of(Header("A"), Block("server", [Header("B")])), Of(Header("A"), Block("server", [Header("a"), Header("B"), Block("location", [], "/")])) },
        { "nginx-lost-headers", Of(Block("server", [Directive.Of("proxy_set_header", "Host", "$host"), Block("location", [Directive.Of("proxy_set_header", "Upgrade", "x")], "/ws")])),
            Of(Block("server", [Directive.Of("proxy_set_header", "Host", "$host"), Block("location", [Directive.Of("proxy_pass", "http://x")], "/ws")])) },
        { "nginx-http2-listen", Of(Block("server", [Directive.Of("listen", "443", "ssl", "http2")])), Of(Block("server", [Directive.Of("http2", "on")])) },
        { "nginx-hsts", Of(Tls()), Of(Tls(Header("strict-transport-security"))) },
        { "nginx-hsts", Of(Header("Strict-Transport-Security"), Tls(Header("X"))), Of(Header("Strict-Transport-Security"), Tls()) },
        { "nginx-alias-traversal", Of(Block("server", [Block("location", [Directive.Of("alias", "/data/")], "/files")])),
            Of(Block("server", [Block("location", [Directive.Of("alias", "/data/")], "/files/")])) },
        { "nginx-host-redirect", Of(Directive.Of("return", "301", "https://$http_host/")), Of(Directive.Of("return", "301", "https://$host/")) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_breach_is_found_and_its_neighbour_is_not(string id, Review broken, Review kept)
    {
        Assert.Contains(broken.Findings(), f => f.Policy.Id == id);
        Assert.DoesNotContain(kept.Findings(), f => f.Policy.Id == id);
    }

    [Fact]
    public void Every_policy_has_a_case() =>
        Assert.Empty(Reviews.Policies.All.Select(p => p.Id).Except(Cases.Select(c => c.Data.Item1)));

    [Fact]
    public void Every_policy_says_where_it_comes_from_why_and_what_to_do()
    {
        Assert.All(Reviews.Policies.All, p => Assert.All(new[] { p.Source, p.Explanation, p.Fix }, text => Assert.False(string.IsNullOrWhiteSpace(text))));
        Assert.Equal(Reviews.Policies.All.Count, Reviews.Policies.All.Select(p => p.Id).Distinct().Count());
    }

    [Fact]
    public void A_hardened_service_has_no_finding() => Assert.Empty(Of(Hardened).Findings());

    [Fact]
    public void Our_own_nginx_model_loses_no_header() =>
        Assert.Empty(new Review().Of("nginx.conf", Nginx.NginxWritingTests.Sample).Findings());

    [Fact]
    public void A_finding_of_a_file_that_was_read_says_line_and_column()
    {
        var file = ComposeFile.Parse("services:\n  a:\n    image: app\n");
        var finding = new Review { Policies = [Reviews.Policies.All.Single(p => p.Id == "compose-image-tag")] }.Of("x/compose.yml", file).Findings().Single();
        Assert.Equal("x/compose.yml:3:5: warning compose-image-tag: 'a' runs 'app', which moves (name a version)", finding.ToString());
    }

    [Fact]
    public void A_missing_key_is_found_at_its_service() => Assert.All(
        new Review().Of("c", ComposeFile.Parse("services:\n  a:\n    image: app:1\n")).Findings(), f => Assert.Equal(new Position(2, 3), f.Position));

    [Fact]
    public void A_waiver_with_a_reason_covers_its_place()
    {
        var review = Of(Hardened with { Privileged = true });
        Assert.Empty((review with { Waivers = [new("compose-privileged", "compose.yml", "services.a", "it is the engine itself")] }).Findings());
    }

    [Theory]
    [InlineData("compose-privileged", "compose.yml", "services.b")]
    [InlineData("compose-privileged", "other.yml", "services.a")]
    [InlineData("compose-memory", "compose.yml", "services.a")]
    public void A_waiver_that_covers_nothing_is_itself_a_finding(string id, string file, string place)
    {
        var findings = (Of(Hardened with { Privileged = true }) with { Waivers = [new(id, file, place, "because")] }).Findings();
        Assert.Equal(["compose-privileged", "waiver-idle"], findings.Select(f => f.Policy.Id));
    }

    [Fact]
    public void A_waiver_without_a_reason_is_refused() =>
        Assert.Throws<ArgumentException>(() => new Waiver("compose-privileged", "compose.yml", "services.a", " "));
}
