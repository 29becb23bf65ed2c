using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests.Policies;

/// <summary>The policies as a set, and how a review reports and waives.</summary>
public class PolicyTests
{
    static readonly Service Hardened = new()
    {
        Image = ImageRef.Parse($"owner/app:1.0@sha256:{new string('a', 64)}"), Restart = RestartPolicy.UnlessStopped, CapDrop = ["ALL"], SecurityOpt = ["no-new-privileges:true"], ReadOnly = true,
        MemLimit = ByteSize.Megabytes(64), PidsLimit = 100L, Cpus = 1m, Init = true, StopGracePeriod = Duration.Seconds(10), Logging = new("local"),
        HealthCheck = new HealthCheck(Command.Exec("/probe")) { StartPeriod = Duration.Seconds(5) },
    };

    static Review Of(Service service) => new Review().Of("compose.yml", new ComposeFile { Name = "x", Services = new() { ["a"] = service } });

    [Fact]
    public void Every_policy_has_a_case() =>
        Assert.Empty(Reviews.Policies.All.Select(p => p.Id).Except(
    [
        .. DockerfilePolicyTests.Cases.Select(c => c.Data.Item1), .. ComposePolicyTests.Cases.Select(c => c.Data.Item1), .. NginxPolicyTests.Cases.Select(c => c.Data.Item1),
        .. SettingsPolicyTests.DotEnv.Select(c => c.Data.Item1), .. SettingsPolicyTests.Bake.Select(c => c.Data.Item1), .. CrossFilePolicyTests.Ids,
    ]));

    [Fact]
    public void Every_policy_says_where_it_comes_from_why_and_what_to_do()
    {
        Assert.All(Reviews.Policies.All, p => Assert.All(new[] { p.Source, p.Explanation, p.Fix }, text => Assert.False(string.IsNullOrWhiteSpace(text))));
        var ids = Reviews.Policies.All.Concat(ModelRules.All).Select(p => p.Id).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void A_hardened_service_has_no_finding() => Assert.Empty(Of(Hardened).Findings());

    [Fact]
    public void A_finding_of_a_file_that_was_read_says_line_and_column()
    {
        var file = ComposeFile.Parse("name: x\nservices:\n  a:\n    image: app\n");
        var finding = new Review { Policies = [Reviews.Policies.All.Single(p => p.Id == "compose-image-tag")] }.Of("x/compose.yml", file).Findings().Single();
        Assert.Equal("x/compose.yml:4:5: warning compose-image-tag: 'a' runs 'app', which moves (name a version)", finding.ToString());
    }

    [Fact]
    public void A_missing_key_is_found_at_its_service() => Assert.All(
        new Review().Of("c", ComposeFile.Parse($"name: x\nservices:\n  a:\n    image: app:1@sha256:{new string('a', 64)}\n")).Findings(), f => Assert.Equal(new Position(3, 3), f.Position));

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
