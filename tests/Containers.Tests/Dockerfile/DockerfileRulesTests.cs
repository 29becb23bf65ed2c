using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Tests.Dockerfiles;

public class DockerfileRulesTests
{
    /// <summary>A text that breaks one rule: the rule, where in the model, where in the text.</summary>
    public static TheoryData<string, string, string, string> Broken() => new()
    {
        { "FROM a AS x\nFROM b AS x\n", "duplicate-stage", "x", "2:1" },
        { "ARG TARGETARCH\nFROM a\n", "predefined-global-arg", "TARGETARCH", "1:1" },
        { "FROM a:${TAG}\n", "undefined-global-arg", "stage-0", "1:1" },
        { "FROM a AS b\nARG TAG\nFROM a:${TAG:-1} AS c\n", "undefined-global-arg", "c", "3:1" },
        { "FROM --platform=$HERE a\n", "undefined-global-arg", "stage-0", "1:1" },
        { "FROM a\nCMD x\nRUN y\nCMD z\n", "repeated-instruction", "stage-0[2]", "4:1" },
        { "FROM a\nENTRYPOINT x\nENTRYPOINT z\n", "repeated-instruction", "stage-0[1]", "3:1" },
        { "FROM a\nHEALTHCHECK NONE\nHEALTHCHECK CMD z\n", "repeated-instruction", "stage-0[1]", "3:1" },
        { "FROM scratch\nENV A=1\nRUN x\n", "run-in-scratch", "stage-0[1]", "3:1" },
        { "FROM a AS one\nONBUILD RUN x\nONBUILD COPY --from=y --parents ../z /\n", "frontend-version", "one[1]", "3:1" },
        { "FROM a\nCOPY x y /z\n", "copy-to-file", "stage-0[0]", "2:1" },
        { "FROM a\nADD x y /z\n", "copy-to-file", "stage-0[0]", "2:1" },
        { "FROM a\nCOPY ../x /z\n", "copy-outside-context", "stage-0[0]", "2:1" },
        { "FROM a\nADD x/../../y /z\n", "copy-outside-context", "stage-0[0]", "2:1" },
        { "FROM a\nONBUILD COPY ../x /z\n", "copy-outside-context", "stage-0[0]", "2:1" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_rule_is_told_with_its_place(string text, string rule, string path, string position)
    {
        var finding = Assert.Single(DockerfileRules.Check(Dockerfile.Parse(text)));
        Assert.Equal((rule, path, position), (finding.Rule, finding.Path, finding.Position.ToString()));
    }

    [Theory]
    [InlineData("ARG TAG\nARG HERE\nFROM --platform=$HERE a:${TAG}\nFROM --platform=$BUILDPLATFORM b-$TARGETARCH")]
    [InlineData("FROM a\nARG TARGETARCH\nCMD x\nFROM stage-0\nCMD y")]
    [InlineData("FROM busybox AS b\nFROM scratch\nRUN --mount=from=b,target=/bin [\"/bin/true\"]")]
    [InlineData("FROM scratch\nCOPY a b\nRUN x")]
    [InlineData("FROM a\nCOPY x y z/\nCOPY x y .\nCOPY x y $DIR\nADD https://x/../y https://z w/\nCOPY x/../y z")]
    [InlineData("FROM a AS b\nFROM c\nCOPY --from=b ../x /y")]
    public void What_builds_breaks_no_rule(string text) => Assert.Empty(DockerfileRules.Check(Dockerfile.Parse(text)));

    static readonly Stage Debian = Stage.From(ImageRef.Parse("debian:1"), "a");

    static string Rule(Stage stage) => Assert.Single(DockerfileRules.Check(Dockerfile.For(stage))).Rule;

    [Fact]
    public void A_trigger_of_a_trigger_is_refused()
    {
        Assert.Equal("onbuild-nesting", Rule(Debian.OnBuild(new OnBuild(new Run("x")))));
        Assert.Equal("onbuild-nesting", Rule(Debian.OnBuild(new Maintainer("x"))));
    }

    [Fact]
    public void A_trigger_that_reads_a_stage_of_this_file_is_refused() =>
        Assert.Equal("onbuild-stage", Rule(Debian.OnBuild(new Copy(["x"], "y") { From = new CopySource.FromStage(Stage.FromScratch("z").Copy("a", "b")) })));

    [Fact]
    public void A_copy_of_nothing_is_refused() => Assert.Equal("copy-nothing", Rule(Debian.With(new Copy([], "/x"))));

    [Fact]
    public void A_nameless_file_in_a_folder_is_refused() => Assert.Equal("inline-file-without-name", Rule(Debian.With(new Copy([], "/x/") { Files = [new(null, "a")] })));

    [Fact]
    public void A_stage_made_twice_alike_is_one_stage() =>
        Assert.Single(Dockerfile.For(Stage.From(ImageRef.Parse("debian:1"), "a"), Stage.From(ImageRef.Parse("debian:1"), "a")).Stages);
}
