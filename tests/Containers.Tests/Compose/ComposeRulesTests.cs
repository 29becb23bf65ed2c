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

    static ComposeFile At(int engine, int compose, Service service) => File(("a", service)) with { Floor = new Floor(engine, new Version(2, compose)) };

    static Service Watching(Watch watch) => Image with { Develop = new() { Watch = [watch] } };

    static Service Reserving(DeviceRequest device) => Image with { Deploy = new() { Reservations = new() { Devices = [device] } } };

    /// <summary>The rules of what came with the whole specification.</summary>
    public static TheoryData<string, ComposeFile, ComposeFile> MoreCases { get; } = new()
    {
        { "undefined-model", At(25, 38, Image with { Models = new() { ["llm"] = null } }),
            At(25, 38, Image with { Models = new() { ["llm"] = null } }) with { Models = new() { ["llm"] = new() { Image = "ai/model" } } } },
        { "unused-model", At(25, 38, Image) with { Models = new() { ["llm"] = new() { Image = "ai/model" } } }, At(25, 38, Image) },
        { "no-image", At(25, 38, Image with { Models = new() { ["llm"] = null } }) with { Models = new() { ["llm"] = new() } },
            At(25, 38, Image with { Models = new() { ["llm"] = null } }) with { Models = new() { ["llm"] = new() { Image = "ai/model" } } } },
        { "no-image", File(("a", new Service { Command = Command.Shell("x") })), File(("a", new Service { Extends = new("b") { File = "./other.yml" } })) },
        { "no-image", At(25, 36, new Service()), At(25, 36, new Service { Provider = new("cloud") }) },
        { "undefined-service", File(("a", new Service { Extends = new("b") })), File(("a", new Service { Extends = new("b") }), ("b", Image)) },
        { "undefined-service", File(("a", Image with { Pid = "service:b" })), File(("a", Image with { Pid = "host" })) },
        { "undefined-service", File(("a", Image with { Ipc = "service:b" })), File(("a", Image with { Ipc = "service:b" }), ("b", Image with { Ipc = "shareable" })) },
        { "undefined-service", File(("a", Image with { Links = ["b:db"] })), File(("a", Image with { Links = ["b:db"] }), ("b", Image)) },
        { "undefined-service", File(("a", Image with { VolumesFrom = ["b:ro"] })), File(("a", Image with { VolumesFrom = ["container:b:ro"] })) },
        { "undefined-service", File(("a", new Service { Build = new Build(".") { AdditionalContexts = new() { ["base"] = "service:b" } } })),
            File(("a", new Service { Build = new Build(".") { AdditionalContexts = new() { ["base"] = "service:b" } } }), ("b", new Service { Build = new Build("./b") })) },
        { "not-built", File(("a", new Service { Build = new Build(".") { AdditionalContexts = new() { ["base"] = "service:b" } } }), ("b", Image)),
            File(("a", new Service { Build = new Build(".") { AdditionalContexts = new() { ["base"] = "docker-image://alpine" } } }), ("b", Image)) },
        { "build-platform", File(("a", new Service { Platform = Platform.LinuxArm64, Build = new Build(".") { Platforms = [Platform.LinuxAmd64] } })),
            File(("a", new Service { Platform = Platform.LinuxArm64, Build = new Build(".") { Platforms = [Platform.LinuxAmd64, Platform.LinuxArm64] } })) },
        { "cycle", File(("a", new Service { Extends = new("b") }), ("b", new Service { Extends = new("a") })), File(("a", new Service { Extends = new("b") }), ("b", new Service { Extends = new("a") { File = "./other.yml" } })) },
        { "cycle", File(("a", Image with { VolumesFrom = ["b"] }), ("b", Image with { Links = ["a"] })), File(("a", Image with { VolumesFrom = ["b"] }), ("b", Image)) },
        { "healthy-without-check", File(("a", Image with { DependsOn = new() { ["b"] = Dependency.Healthy } }), ("b", Image)),
            File(("a", Image with { DependsOn = new() { ["b"] = Dependency.Healthy } }), ("b", new Service { Extends = new("c") { File = "./other.yml" } })) },
        { "exclusive", At(25, 36, new Service { Provider = new("cloud"), Build = new(".") }), At(25, 36, new Service { Provider = new("cloud") }) },
        { "exclusive", At(25, 30, Image with { Gpus = [new() { Count = new DeviceCount(1), DeviceIds = ["0"] }] }), At(25, 30, Image with { Gpus = [new() { DeviceIds = ["0"] }] }) },
        { "exclusive", File(("a", Reserving(new() { Capabilities = ["gpu"], Count = new DeviceCount(1), DeviceIds = ["0"] }))), File(("a", Reserving(new() { Capabilities = ["gpu"], Count = DeviceCount.All }))) },
        { "exclusive", File(("a", Image with { MemReservation = ByteSize.Megabytes(1), Deploy = new() { Reservations = new() { Memory = ByteSize.Megabytes(2) } } })),
            File(("a", Image with { MemReservation = ByteSize.Megabytes(1), Deploy = new() { Reservations = new() { Memory = ByteSize.Megabytes(1) } } })) },
        { "exclusive", File(("a", Image with { CredentialSpec = new() { File = "a.json", Registry = "b" } })), File(("a", Image with { CredentialSpec = new() { File = "a.json" } })) },
        { "exclusive", File(("a", Image with { Volumes = [new VariableMount(Env.Var("DATA"), "/d") { ReadOnly = true }] })), File(("a", Image with { Volumes = [new VariableMount(Env.Var("DATA"), "/d", "ro")] })) },
        { "exclusive", File(("a", Image)) with { Networks = new() { ["default"] = new() { External = true, Ipam = new() } } }, File(("a", Image)) with { Networks = new() { ["default"] = new() { External = true, Name = "outside" } } } },
        { "exclusive", File(("a", Image with { Secrets = [new("s")] })) with { Secrets = new() { ["s"] = new() { External = true, Labels = new() { ["a"] = "b" } } } },
            File(("a", Image with { Secrets = [new("s")] })) with { Secrets = new() { ["s"] = new() { External = false, File = "./s" } } } },
        { "source", File(("a", Image with { Secrets = [new("s")] })) with { Secrets = new() { ["s"] = new() { Driver = "vault", File = "./s" } } },
            File(("a", Image with { Secrets = [new("s")] })) with { Secrets = new() { ["s"] = new() { Driver = "vault" } } } },
        { "source", File(("a", Image)) with { Include = [new Include([])] }, File(("a", Image)) with { Include = ["./more.yml"] } },
        { "device-capabilities", File(("a", Reserving(new() { Count = new DeviceCount(1) }))), File(("a", Reserving(new() { Count = new DeviceCount(1), Capabilities = ["gpu"] }))) },
        { "range", File(("a", Image with { Scale = -1 })), File(("a", Image with { Scale = 0 })) },
        { "range", File(("a", Image with { OomScoreAdj = 1001 })), File(("a", Image with { OomScoreAdj = -1000 })) },
        { "range", File(("a", Image with { MemSwappiness = 101 })), File(("a", Image with { MemSwappiness = Env.Var("SWAPPINESS") })) },
        { "range", File(("a", Image with { BlockIo = new() { DeviceWeights = [new("/dev/sda", 5)] } })), File(("a", Image with { BlockIo = new() { Weight = 0, DeviceWeights = [new("/dev/sda", 10)] } })) },
        { "range", File(("a", Image with { Deploy = new() { UpdateConfig = new() { MaxFailureRatio = 1.5m } } })), File(("a", Image with { Deploy = new() { UpdateConfig = new() { MaxFailureRatio = 0.5m } } })) },
        { "host-address", File(("a", Image with { Ports = [Port.Parse("localhost:80:80")] })), File(("a", Image with { Ports = [Port.Parse("[::1]:80:80"), Port.Parse("${BIND:-127.0.0.1}:81:81")] })) },
        { "watch", File(("a", Watching(new("./src", WatchAction.Sync)))), File(("a", Watching(new("./src", WatchAction.Sync) { Target = "/src" }))) },
        { "watch", At(25, 32, Watching(new("./src", WatchAction.SyncExec) { Target = "/src" })), At(25, 32, Watching(new("./src", WatchAction.SyncExec) { Target = "/src", Exec = new(Command.Shell("reload")) })) },
        { "watch", File(("a", Watching(new("", WatchAction.Rebuild)))), File(("a", Watching(new(".", WatchAction.Rebuild)))) },
        { "name", File(("a", Image with { ContainerName = "-a" })), File(("a", Image with { ContainerName = "a.1" })) },
        { "duplicate-name", File(("a", Image with { ContainerName = "one" }), ("b", Image with { Profiles = ["x"], ContainerName = "one" })),
            File(("a", Image with { Profiles = ["cpu"], ContainerName = "one" }), ("b", Image with { Profiles = ["gpu"], ContainerName = "one" })) },
        { "merge-tag", File(("a", Image with { Merge = new() { ["command"] = MergeTag.Reset } })), File(("a", new Service { Merge = new() { ["command"] = MergeTag.Reset } })) with { IsOverlay = true } },
        { "merge-tag", File(("a", new Service { Merge = new() { ["comand"] = MergeTag.Reset } })) with { IsOverlay = true }, File(("a", new Service { Merge = new() { ["environment.A"] = MergeTag.Reset } })) with { IsOverlay = true } },
        { "merge-tag", File(("a", Image with { Merge = new() { ["image"] = MergeTag.Reset } })) with { IsOverlay = true }, File(("a", new Service { Merge = new() { ["image"] = MergeTag.Reset } })) with { IsOverlay = true } },
        { "merge-tag", File(("a", Image with { Ports = [80], Merge = new() { ["ports[0]"] = MergeTag.Reset } })) with { IsOverlay = true }, File(("a", new Service { Merge = new() { ["x-a"] = MergeTag.Reset } })) with { IsOverlay = true } },
        { "minimum-version", File(("a", new Service { Ports = [80], Merge = new() { ["ports"] = MergeTag.Override } })) with { IsOverlay = true },
            File(("a", new Service { Ports = [80], Merge = new() { ["ports"] = MergeTag.Override } })) with { IsOverlay = true, Floor = new Floor(25, new Version(2, 24, 4)) } },
        { "minimum-version", At(25, 29, Image with { Gpus = [DeviceRequest.AllGpus] }), At(25, 30, Image with { Gpus = [DeviceRequest.AllGpus] }) },
        { "minimum-version", At(27, 36, Image with { Volumes = [new ImageMount(ImageRef.Parse("app:1"), "/app")] }), At(28, 36, Image with { Volumes = [new ImageMount(ImageRef.Parse("app:1"), "/app")] }) },
        { "minimum-version", At(25, 31, Watching(new("./src", WatchAction.Restart))), At(25, 32, Watching(new("./src", WatchAction.Restart))) },
        { "minimum-version", At(25, 33, Image with { PullPolicy = PullPolicy.Refresh }), At(25, 34, Image with { PullPolicy = PullPolicy.Refresh }) },
        { "minimum-version", At(25, 24, Image with { Devices = [new("/dev/a:b")] }), At(25, 24, Image with { Devices = ["/dev/a:/dev/b:r"] }) },
        { "minimum-version", At(25, 23, Image with { EnvFile = [new(".env") { Required = false }] }), At(25, 24, Image with { EnvFile = [new(".env") { Required = false }] }) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    [MemberData(nameof(MoreCases))]
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
        var services = Enumerable.Range(0, 20_000).Select(i => ($"s{i}", i == 0 ? Image : Image with { DependsOn = new() { [$"s{i - 1}"] = Dependency.Started } })).Reverse();
        Assert.Empty(ComposeRules.Check(File([.. services])));
    }

    [Fact]
    public void Many_long_rings_are_told_by_their_first_names()
    {
        var services = Enumerable.Range(0, 10_000).Select(i => ($"s{i}", Image with { DependsOn = new() { ["s0"] = Dependency.Started, [$"s{Math.Min(i + 1, 9_999)}"] = Dependency.Started } }));
        var cycles = ComposeRules.Check(File([.. services]));
        Assert.Equal(10_001, cycles.Count);
        Assert.EndsWith("waits for itself: s0 → s1 → s2 → s3 → s4 → s5 → s6 → s7 → s8 → s9 → s10 → s11 → … → s0", cycles[^2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_ports_are_compared_without_comparing_all_with_all()
    {
        var services = Enumerable.Range(0, 10_000).Select(i => ($"s{i}", Image with { Ports = [Port.Parse($"127.{i / 250 % 250}.0.{i % 250}:{1000 + i}-{1009 + i}:80-89")] })).ToArray();
        Assert.Empty(ComposeRules.Check(File(services)));
        var clash = Assert.Single(ComposeRules.Check(File([.. services, ("last", Image with { Ports = [Port.Parse("11005:80")] })])));
        Assert.Equal(("port-clash", "services.last.ports[0]"), (clash.Rule, clash.Path));
    }

    [Fact]
    public void What_a_file_takes_in_is_not_missed_in_it() => Assert.Empty(ComposeRules.Check(
        File(("a", Image with { DependsOn = new() { ["db"] = Dependency.Healthy }, Volumes = [new VolumeMount("data", "/d")] })) with { Include = ["./db.yml"] }));

    [Fact]
    public void A_finding_says_which_version_is_needed_and_where() =>
        Assert.Equal("services.a.networks.front.gw_priority: needs Engine 28 and Compose 2.33.1, the floor is Engine 25 and Compose 2.24: expected a raised floor, or another way [minimum-version]",
            Assert.Single(ComposeRules.Check(File(("a", Image with { Networks = new() { ["front"] = new() { GatewayPriority = 1 } } })) with { Networks = new() { ["front"] = new() } })).ToString());
}
