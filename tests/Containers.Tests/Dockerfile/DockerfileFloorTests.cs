using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Tests.Dockerfiles;

public class DockerfileFloorTests
{
    static readonly Copy Plain = new(["a"], "b");
    static readonly Run Echo = new("echo");

    /// <summary>Every flag and form with a first version: the instruction, the last frontend without it, the first one with it.</summary>
    static readonly Dictionary<string, (Instruction Instruction, string? Without, string With)> Features = new()
    {
        ["ADD --keep-git-dir"] = (new Add(["https://x/y.git"], "b") { KeepGitDir = true }, "1.0", "1.1"),
        ["COPY --chmod"] = (Plain with { Chmod = "0755" }, "1.1", "1.2"),
        ["ADD --chmod"] = (new Add(["a"], "b") { Chmod = "755" }, "1.1", "1.2"),
        ["RUN --mount"] = (Echo with { Mounts = [Mount.Cache("/c")] }, "1.1", "1.2"),
        ["RUN --network"] = (Echo with { Network = RunNetwork.None }, "1.2", "1.3"),
        ["COPY --link"] = (Plain with { Link = true }, "1.3", "1.4"),
        ["ADD --link"] = (new Add(["a"], "b") { Link = true }, "1.3", "1.4"),
        ["RUN heredoc"] = (new Run("a\nb"), "1.3", "1.4"),
        ["RUN with a text"] = (new Run("cat <<A", [new("A", "x\n")]), "1.3", "1.4"),
        ["COPY heredoc"] = (new Copy([], "/b") { Files = [new(null, "x")] }, "1.3", "1.4"),
        ["ADD heredoc"] = (new Add([], "/b") { Files = [new(null, "x")] }, "1.3", "1.4"),
        ["ADD --checksum"] = (new Add(["https://x/y"], "b") { Checksum = "sha256:aa" }, "1.5", "1.6"),
        ["ADD --checksum, labs"] = (new Add(["https://x/y"], "b") { Checksum = "sha256:aa" }, "1.4-labs", "1.5-labs"),
        ["HEALTHCHECK --start-interval"] = (new Health(new HealthCheck(Command.Exec("a")) { StartInterval = Duration.Seconds(1) }), "1.5", "1.6"),
        ["pattern"] = (new EnvInstruction(new() { ["A"] = Template.Of(new TemplatePart.Expansion("B", "#v")) }), "1.6", "1.7"),
        ["pattern in a path"] = (new Copy([Template.Of(new TemplatePart.Expansion("B", "%.x"))], "b"), "1.6", "1.7"),
        ["secret env"] = (Echo with { Mounts = [new Mount.SecretMount("a") { Env = "A" }] }, "1.9", "1.10"),
        ["COPY --chmod in symbols"] = (Plain with { Chmod = "u=rwX" }, "1.13", "1.14"),
        ["ADD --chmod in symbols"] = (new Add(["a"], "b") { Chmod = "+x" }, "1.13", "1.14"),
        ["RUN --device, labs"] = (Echo with { Devices = [new("vendor.com/d=a")] }, "1.13-labs", "1.14-labs"),
        ["ADD --checksum of a repository"] = (new Add(["https://x/y.git"], "b") { Checksum = "be1f38e" }, "1.15", "1.16"),
        ["ADD --unpack"] = (new Add(["https://x/y.tgz"], "b") { Unpack = true }, "1.16", "1.17"),
        ["COPY --exclude"] = (Plain with { Exclude = ["*.md"] }, "1.18", "1.19"),
        ["COPY --exclude, labs"] = (Plain with { Exclude = ["*.md"] }, "1.6-labs", "1.7-labs"),
        ["ADD --exclude"] = (new Add(["a"], "b") { Exclude = ["*.md"] }, "1.18", "1.19"),
        ["COPY --parents"] = (Plain with { Parents = true }, "1.19", "1.20"),
        ["COPY --parents, labs"] = (Plain with { Parents = true }, "1.6-labs", "1.7-labs"),
        ["RUN --security"] = (Echo with { Security = RunSecurity.Insecure }, "1.19", "1.20"),
        ["RUN --security, labs"] = (Echo with { Security = RunSecurity.Insecure }, "1.0-labs", "1.1-labs"),
        ["ONBUILD of a newer flag"] = (new OnBuild(Plain with { Parents = true }), "1.19", "1.20"),
    };

    public static TheoryData<string> Names() => [.. Features.Keys];

    static IReadOnlyList<RuleFinding> Findings(string name, string? version)
    {
        var file = Dockerfile.For(Stage.From(ImageRef.Parse("debian:1"), "a").With(Features[name].Instruction));
        return DockerfileRules.Check(version is null ? file : file with { Syntax = ImageRef.Parse($"docker/dockerfile:{version}") });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_feature_is_refused_before_its_first_frontend(string name)
    {
        var finding = Assert.Single(Findings(name, Features[name].Without));
        Assert.Equal(("frontend-version", "a[0]"), (finding.Rule, finding.Path));
        Assert.Contains($"this file has {Features[name].Without!.Replace("-labs", "", StringComparison.Ordinal)}", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_feature_is_accepted_from_its_first_frontend(string name) => Assert.Empty(Findings(name, Features[name].With));

    [Fact]
    public void A_device_needs_a_labs_frontend_however_new_it_is()
    {
        Assert.Contains("1.14-labs", Assert.Single(Findings("RUN --device, labs", "1.99")).Message, StringComparison.Ordinal);
        Assert.Empty(Findings("RUN --device, labs", "1-labs"));
    }

    [Fact]
    public void A_tag_without_a_version_is_the_newest_frontend() => Assert.Empty(Findings("RUN --security", "1"));

    [Fact]
    public void Without_a_syntax_line_the_floor_counts()
    {
        Assert.Single(Findings("COPY --exclude", null));
        Assert.Empty(Findings("ADD --checksum", null));
        var file = Dockerfile.For(Stage.From(ImageRef.Parse("debian:1"), "a").With(Features["COPY --exclude"].Instruction));
        Assert.Empty(DockerfileRules.Check(file with { Floor = new(1, 19) }));
    }
}
