using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Tests.Compose;

/// <summary>Every rule has a file that breaks it and nothing else, and one close to it that keeps it.</summary>
public class ComposeRulesTests
{
    static readonly Service Image = new() { Image = ImageRef.Parse("owner/app:1") };
    static readonly Service Checked = Image with { HealthCheck = new HealthCheck(Command.Exec("/probe")) };

    static ComposeFile File(params (string Name, Service Service)[] services) => new() { Services = services.ToEntries(s => s.Name, s => s.Service) };

    public static TheoryData<string, ComposeFile, ComposeFile> Cases { get; } = new()
    {
        { "undefined-volume", File(("a", Image with { Volumes = [new VolumeMount("data", "/d")] })),
            File(("a", Image with { Volumes = [new VolumeMount("data", "/d")] })) with { Volumes = new() { ["data"] = new() } } },
        { "undefined-network", File(("a", Image with { Networks = new() { ["back"] = null } })), File(("a", Image with { Networks = new() { ["default"] = null } })) },
        { "undefined-secret", File(("a", Image with { Secrets = [new("key")] })),
            File(("a", Image with { Secrets = [new("key")] })) with { Secrets = new() { ["key"] = new() { File = "./key" } } } },
        { "undefined-secret", File(("a", new Service { Build = new Build(".") { Secrets = [new("ca")] } })),
            File(("a", new Service { Build = new Build(".") { Secrets = [new("ca")] } })) with { Secrets = new() { ["ca"] = new() { Environment = "CA" } } } },
        { "undefined-config", File(("a", Image with { Configs = [new("c")] })),
            File(("a", Image with { Configs = [new("c")] })) with { Configs = new() { ["c"] = new() { Content = "x" } } } },
        { "undefined-service", File(("a", Image with { DependsOn = new() { ["b"] = Dependency.Started } })), File(("a", Image with { DependsOn = new() { ["b"] = Dependency.Started } }), ("b", Image)) },
        { "undefined-service", File(("a", Image with { NetworkMode = "service:b" })), File(("a", Image with { NetworkMode = "service:b" }), ("b", Image)) },
        { "duplicate-target", File(("a", Image with { Volumes = [new TmpfsMount("/tmp")], Tmpfs = ["/tmp/:size=1m"] })), File(("a", Image with { Volumes = [new TmpfsMount("/tmp")], Tmpfs = ["/run"] })) },
        { "relative-target", File(("a", Image with { Volumes = [new TmpfsMount("tmp")] })), File(("a", Image with { Volumes = [new TmpfsMount("${T}")] })) },
        { "exclusive", File(("a", Image with { NetworkMode = "none", Networks = new() { ["default"] = null } })), File(("a", Image with { NetworkMode = "none" })) },
        { "exclusive", File(("a", Image with { NetworkMode = "host", Ports = [8000] })), File(("a", Image with { Ports = [8000] })) },
        { "exclusive", File(("a", new Service { Build = new Build(".") { Dockerfile = "D", DockerfileInline = "FROM scratch" } })), File(("a", new Service { Build = new Build(".") { Dockerfile = "D" } })) },
        { "exclusive", File(("a", Image with { HealthCheck = new HealthCheck(Command.Exec("/p")) { Disabled = true } })), File(("a", Image with { HealthCheck = HealthCheck.None })) },
        { "exclusive", File(("a", Image with { ContainerName = "one", Scale = 2 })), File(("a", Image with { ContainerName = "one", Scale = 1 })) },
        { "exclusive", File(("a", Image with { MemLimit = ByteSize.Megabytes(1), Deploy = new() { Limits = new() { Memory = ByteSize.Megabytes(2) } } })),
            File(("a", Image with { MemLimit = ByteSize.Megabytes(1), Deploy = new() { Limits = new() { Memory = ByteSize.Megabytes(1) } } })) },
        { "exclusive", File(("a", Image with { PullPolicy = PullPolicy.Build })), File(("a", new Service { Build = new Build("."), PullPolicy = PullPolicy.Build })) },
        { "exclusive", File(("a", Image with { Volumes = [new VolumeMount("v", "/v")] })) with { Volumes = new() { ["v"] = new() { External = true, Driver = "local" } } },
            File(("a", Image with { Volumes = [new VolumeMount("v", "/v")] })) with { Volumes = new() { ["v"] = new() { External = true } } } },
        { "source", File(("a", Image with { Secrets = [new("s")] })) with { Secrets = new() { ["s"] = new() } },
            File(("a", Image with { Secrets = [new("s")] })) with { Secrets = new() { ["s"] = new() { File = "./s" } } } },
        { "source", File(("a", Image with { Configs = [new("s")] })) with { Configs = new() { ["s"] = new() { File = "./s", Content = "x" } } },
            File(("a", Image with { Configs = [new("s")] })) with { Configs = new() { ["s"] = new() { External = true } } } },
        { "no-image", File(("a", new Service())), File(("a", Image)) },
        { "cycle", File(("a", Image with { DependsOn = new() { ["b"] = Dependency.Started } }), ("b", Image with { DependsOn = new() { ["a"] = Dependency.Started } })),
            File(("a", Image with { DependsOn = new() { ["b"] = Dependency.Started, ["c"] = Dependency.Started } }), ("b", Image with { DependsOn = new() { ["c"] = Dependency.Started } }), ("c", Image)) },
        { "healthy-without-check", File(("a", Image with { DependsOn = new() { ["b"] = Dependency.Healthy } }), ("b", Image)), File(("a", Image with { DependsOn = new() { ["b"] = Dependency.Healthy } }), ("b", Checked)) },
        { "healthy-without-check", File(("a", Image with { DependsOn = new() { ["b"] = Dependency.Healthy } }), ("b", Image with { HealthCheck = HealthCheck.None })),
            File(("a", Image with { DependsOn = new() { ["b"] = Dependency.Completed } }), ("b", Image with { HealthCheck = HealthCheck.None })) },
        { "port-clash", File(("a", Image with { Ports = [Port.Parse("80:80")] }), ("b", Image with { Profiles = ["x"], Ports = [Port.Parse("127.0.0.1:80:8080")] })),
            File(("a", Image with { Ports = [Port.Parse("127.0.0.2:80:80")] }), ("b", Image with { Ports = [Port.Parse("127.0.0.1:80:8080"), Port.Parse("80:80/udp")] })) },
        { "port-clash", File(("a", Image with { Ports = [Port.Parse("8000-8005:80-85"), Port.Parse("${P:-8003}:90")] })), File(("a", Image with { Ports = [Port.Parse("8000-8005:80-85"), Port.Parse("${P:-8006}:90")] })) },
        { "port-clash", File(("a", Image with { Ports = [Port.Parse("${P}:80"), Port.Parse("${P}:90")] })), File(("a", Image with { Ports = [Port.Parse("${P}:80"), Port.Parse("${Q}:90")] })) },
        { "profile-closure", File(("a", Image with { DependsOn = new() { ["b"] = Dependency.Started } }), ("b", Image with { Profiles = ["x"] })),
            File(("a", Image with { DependsOn = new() { ["b"] = Dependency.Started.Optional() } }), ("b", Image with { Profiles = ["x"] })) },
        { "profile-closure", File(("a", Image with { Profiles = ["x", "y"], DependsOn = new() { ["b"] = Dependency.Started } }), ("b", Image with { Profiles = ["x"] })),
            File(("a", Image with { Profiles = ["x"], DependsOn = new() { ["b"] = Dependency.Started } }), ("b", Image with { Profiles = ["x", "y"] })) },
        { "unused-volume", File(("a", Image)) with { Volumes = new() { ["v"] = new() } }, File(("a", Image)) },
        { "unused-network", File(("a", Image)) with { Networks = new() { ["n"] = new() } }, File(("a", Image)) with { Networks = new() { ["default"] = new() { EnableIpv6 = true } } } },
        { "unused-secret", File(("a", Image)) with { Secrets = new() { ["s"] = new() { File = "./s" } } }, File(("a", Image)) },
        { "unused-config", File(("a", Image)) with { Configs = new() { ["c"] = new() { Content = "x" } } }, File(("a", Image)) },
        { "start-interval", File(("a", Image with { HealthCheck = new(Command.Exec("/p")) { StartInterval = Duration.Seconds(1) } })),
            File(("a", Image with { HealthCheck = new(Command.Exec("/p")) { StartInterval = Duration.Seconds(1), StartPeriod = Duration.Seconds(9) } })) },
        { "minimum-version", File(("a", Image with { Volumes = [new VolumeMount("v", "/v") { Subpath = "s" }] })) with { Volumes = new() { ["v"] = new() } },
            File(("a", Image with { Volumes = [new VolumeMount("v", "/v") { Subpath = "s" }] })) with { Volumes = new() { ["v"] = new() }, Floor = new Floor(26, new Version(2, 26)) } },
        { "minimum-version", File(("a", Image with { HealthCheck = new(Command.Exec("/p")) { StartInterval = Duration.Seconds(1), StartPeriod = Duration.Seconds(9) } })) with { Floor = new Floor(24, new Version(2, 24)) },
            File(("a", Image with { HealthCheck = new(Command.Exec("/p")) { StartPeriod = Duration.Seconds(9) } })) with { Floor = new Floor(24, new Version(2, 24)) } },
        { "name", File(("a b", Image)), File(("a.b", Image)) },
        { "name", File(("a", Image)) with { Name = "Upper" }, File(("a", Image)) with { Name = "lower" } },
        { "name", File(("a", Image with { Environment = new() { ["A=B"] = "c" } })), File(("a", Image with { Environment = new() { ["A_B"] = "c" } })) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_file_that_breaks_a_rule_is_not_written(string rule, ComposeFile broken, ComposeFile kept)
    {
        Assert.Equal([rule], ComposeRules.Check(broken).Select(f => f.Rule).Distinct());
        Assert.Contains($"[{rule}]", Assert.Throws<ModelException>(broken.Write).Message, StringComparison.Ordinal);
        Assert.Empty(ComposeRules.Check(kept));
    }

    [Fact]
    public void Every_contradiction_is_listed_in_one_go() =>
        Assert.Equal(2, Assert.Throws<ModelException>(File(("a", new Service()), ("b", Image with { Secrets = [new("x")] })).Write).Problems.Count);

    [Fact]
    public void An_overlay_may_refer_to_what_the_file_below_defines() =>
        Assert.Empty(ComposeRules.Check(File(("a", new Service { Volumes = [new VolumeMount("data", "/d")], DependsOn = new() { ["b"] = Dependency.Healthy } })) with { IsOverlay = true }));

    [Fact]
    public void A_comment_on_a_key_that_is_not_written_is_refused() =>
        Assert.Contains("'init'", Assert.Throws<ModelException>(File(("a", Image with { Why = new() { ["init"] = "why" } })).Write).Message, StringComparison.Ordinal);

    [Fact]
    public void A_long_chain_of_dependencies_is_followed_without_crashing()
    {
        var services = Enumerable.Range(0, 50_000).Select(i => ($"s{i}", i == 0 ? Image : Image with { DependsOn = new() { [$"s{i - 1}"] = Dependency.Started } })).Reverse();
        Assert.Empty(ComposeRules.Check(File([.. services])));
    }
}
