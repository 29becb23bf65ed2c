using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Tests.Dockerfiles;

public class DockerfileReadingTests
{
    static Instruction Only(string text) => Assert.Single(Dockerfile.Parse("FROM x\n" + text).Final.Instructions);

    [Fact]
    public void A_mount_without_a_target_is_one_on_the_working_directory()
    {
        Assert.Equal(Only("RUN --mount=from=a:1,target=. x"), Only("RUN --mount=from=a:1 x"));
        Assert.Equal(Only("RUN --mount=type=cache,target=. x"), Only("RUN --mount=type=cache x"));
    }

    [Fact]
    public void The_sample_is_read_back_as_it_was_made() =>
        Assert.Equal(DockerfileWritingTests.Sample(), Dockerfile.Parse(DockerfileWritingTests.Sample().Write()));

    [Fact]
    public void Stages_are_found_by_name_in_any_casing_and_by_number()
    {
        var file = Dockerfile.Parse("FROM a:1 AS Build\nFROM b:1\nFROM build AS third\nCOPY --from=BUILD a b\nCOPY --from=1 c d\nCOPY --from=busybox e f\n");
        var (build, unnamed, third) = (file.Stages[0], file.Stages[1], file.Stages[2]);
        Assert.Equal(["build", "stage-1", "third"], file.Stages.Select(s => s.Name));
        Assert.Same(build, Assert.IsType<StageBase.Parent>(third.Base).Stage);
        Assert.Equal([new CopySource.FromStage(build), new CopySource.FromStage(unnamed), new CopySource.FromImage(ImageRef.Parse("busybox"))], third.Instructions.Cast<Copy>().Select(c => c.From));
        Assert.Same(third, file.Final);
    }

    [Fact]
    public void A_stage_named_with_capitals_is_no_base_in_capitals_because_FROM_looks_for_the_exact_name() =>
        Assert.Contains("'Build' is not a valid image reference", Assert.Single(Dockerfile.Read("FROM a AS Build\nFROM Build\n").Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void A_generated_name_is_not_one_that_the_text_uses() =>
        Assert.Equal(["stage-1", "stage-2", "stage-3"], Dockerfile.Parse("FROM a AS stage-1\nFROM b AS stage-2\nFROM c\n").Stages.Select(s => s.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void What_nothing_needs_is_a_target_and_the_order_stays()
    {
        var file = Dockerfile.Parse("FROM a AS one\nFROM b AS two\nFROM c AS three\nFROM two AS four\nCOPY --from=three x y\n");
        Assert.Equal(["one"], file.Targets.Select(s => s.Name));
        Assert.Equal(["one", "two", "three", "four"], file.Stages.Select(s => s.Name));
    }

    [Fact]
    public void Order_is_kept_where_the_needed_stages_alone_would_move() =>
        Assert.Equal(["a", "b", "end"], Dockerfile.Parse("FROM x AS a\nFROM x AS b\nFROM scratch AS end\nCOPY --from=b 1 2\nCOPY --from=a 3 4\n").Stages.Select(s => s.Name));

    [Fact]
    public void Comments_are_header_and_reasons_and_every_line_has_its_place()
    {
        var file = Dockerfile.Parse("# syntax=docker/dockerfile:1\n# The image.\n# Second line.\n\n# which\nARG TAG=1\n# the base\nFROM a:${TAG} AS b\n\n# lost\n\n# why\n# more\nRUN x\n");
        Assert.Equal("The image.\nSecond line.", file.Header.Value);
        Assert.Equal(("which", new Position(6, 1)), (file.GlobalArgs[0].Why.Value, file.GlobalArgs[0].Position.Value));
        Assert.Equal(("the base", new Position(8, 1)), (file.Final.Why.Value, file.Final.Position.Value));
        Assert.Equal(("why\nmore", new Position(14, 1)), (file.Final.Instructions[0].Why.Value, file.Final.Instructions[0].Position.Value));
        Assert.Equal(ImageRef.Parse("docker/dockerfile:1"), file.Syntax);
        Assert.Equal((Template)"a:" + Env.Var("TAG"), Assert.IsType<StageBase.Expression>(file.Final.Base).Text);
    }

    [Fact]
    public void A_first_comment_that_looks_like_a_directive_stays_a_comment()
    {
        var file = Dockerfile.For(Stage.FromScratch("a")) with { Header = "check=skip=all" };
        Assert.Null(Dockerfile.Parse(file.Write()).Check);
        Assert.Equal(Dockerfile.Parse(file.Write()).Write(), Dockerfile.Parse(Dockerfile.Parse(file.Write()).Write()).Write());
    }

    [Theory]
    [InlineData("$BUILDPLATFORM", "$BUILDPLATFORM")]
    [InlineData("${TARGETPLATFORM}", "$TARGETPLATFORM")]
    [InlineData("linux/arm/v7", "linux/arm/v7")]
    public void A_platform_is_one_of_the_builders_or_a_fixed_one(string text, string platform) =>
        Assert.Equal(Platform.Parse(platform), Dockerfile.Parse($"FROM --platform={text} x").Final.Platform!.Value);

    [Fact]
    public void A_platform_may_be_a_variable() =>
        Assert.Equal(Env.Var("P").Or("linux/amd64"), ((TemplatePart.Variable)Dockerfile.Parse("ARG P\nFROM --platform=${P:-linux/amd64} x").Final.Platform!.Template!.Parts[0]).Value);

    [Fact]
    public void One_line_of_several_is_read_as_several()
    {
        var file = Dockerfile.Parse("FROM x\n# why\nEXPOSE 80 443/udp $P/tcp 8000-8010\nARG A B=${A}\n");
        Assert.Equal(
            [
                new Expose((PortRange)80), new Expose((PortRange)443, Protocol.Udp), new Expose(Env.Var("P")), new Expose(PortRange.Parse("8000-8010", null)),
                new Arg("A"), new Arg("B", Env.Var("A")),
            ], file.Final.Instructions);
        Assert.Equal(["why", null, null, null, null, null], file.Final.Instructions.Select(i => i.Why.Value));
    }

    [Fact]
    public void The_last_value_of_a_variable_wins_as_it_does_in_the_builder() =>
        Assert.Equal(new EnvInstruction(new() { ["A"] = "2", ["B"] = "x  y" }), Only("ENV A=1 B=\"x  y\" A=2"));

    [Theory]
    [InlineData("RUN <<EOF\nset -e\na\nb\nEOF", "a\nb", false)]
    [InlineData("RUN <<EOF\na\nb\nEOF", "a\nb", true)]
    [InlineData("RUN <<-EOF\n\ta\n\t\tb\n\tEOF", "a\nb", true)]
    [InlineData("RUN <<EOF\n#!/usr/bin/env python3\nprint()\nEOF", "#!/usr/bin/env python3\nprint()", false)]
    [InlineData("RUN a \\\n  b", "a   b", false)]
    public void A_script_says_whether_it_goes_on_after_a_failure(string text, string script, bool continues)
    {
        var run = Assert.IsType<Run>(Only(text));
        Assert.Equal((script, continues), (run.Script, run.ContinuesOnError));
    }

    [Fact]
    public void A_script_without_set_e_is_written_without_it() =>
        Assert.EndsWith("RUN <<'EOF'\na\nb\nEOF\n", Dockerfile.Parse("FROM x AS y\nRUN <<E\na\nb\nE\n").Write(), StringComparison.Ordinal);

    [Fact]
    public void A_text_for_another_command_stays_with_its_line() =>
        Assert.Equal(new Run("python3 <<PY > /out", [new("PY", "print(1)\n")]), Only("RUN python3 <<PY > /out\nprint(1)\nPY"));

    [Fact]
    public void Inline_files_are_literal_in_quotes_and_templates_without() =>
        Assert.Equal(
            new Copy([], "/d/") { Files = [new("a", (Template)"x " + Env.Var("A").Or("b") + " 'c' \\\n"), new("b", "$A\n")] },
            Only("COPY <<a <<'b' /d/\nx ${A:-b} 'c' \\\\\na\n$A\nb"));

    [Fact]
    public void A_trigger_names_images_not_stages_of_this_file() =>
        Assert.Equal(new OnBuild(new Copy(["a"], "b") { From = new CopySource.FromImage(ImageRef.Parse("one")) }), Dockerfile.Parse("FROM x AS one\nONBUILD COPY --from=one a b").Final.Instructions[0]);

    [Fact]
    public void Every_mount_is_read_with_all_its_fields() => Assert.Equal(
        [
            new Mount.CacheMount("/a") { Id = "i", From = new CopySource.FromImage(ImageRef.Parse("y:1")), Source = "/s", Sharing = CacheSharing.Locked, Mode = "0700", Owner = new Uid(1, 2), ReadOnly = true },
            new Mount.BindMount((Template)"/b/" + Env.Var("C")) { Source = ".", ReadWrite = true },
            new Mount.TmpfsMount("/t") { Size = ByteSize.Megabytes(64) },
            new Mount.SecretMount("s") { Required = true, Env = "TOKEN", Owner = new Uid(0, 5), Mode = "0400", Target = "/f" },
            new Mount.SshMount { Id = "k", Required = true, Target = "/sock", Mode = "0600" },
        ],
        Assert.IsType<Run>(Only("RUN --mount=type=cache,id=i,dst=/a,from=y:1,src=/s,sharing=LOCKED,mode=0700,uid=1,gid=2,ro --mount=target=/b/$C,source=.,rw "
            + "--mount=type=tmpfs,destination=/t,size=64m --mount=type=secret,src=s,required,env=TOKEN,gid=5,mode=0400,target=/f --mount=type=ssh,id=k,required=1,target=/sock,mode=0600 x")).Mounts);
}
