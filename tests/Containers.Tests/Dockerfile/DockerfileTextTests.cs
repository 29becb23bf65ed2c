using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Tests.Dockerfiles;

/// <summary>What was learnt from real builds: each of these texts once came out of an image differently.</summary>
public class DockerfileTextTests
{
    static string Line(Instruction instruction) => InstructionText.Of(instruction);

    [Fact]
    public void A_path_with_a_quote_is_escaped_with_and_without_a_list()
    {
        Assert.Equal("COPY it\\'s /x", Line(new Copy(["it's"], "/x")));
        Assert.Equal("COPY [\"it\\\\'s here\", \"/x\"]", Line(new Copy(["it's here"], "/x")));
    }

    [Fact]
    public void Spaces_at_the_ends_of_a_path_are_quoted_inside_the_list() =>
        Assert.Equal("VOLUME [\"\\\" a \\\"\"]", Line(new VolumeInstruction([" a "])));

    [Fact]
    public void A_path_that_looks_like_a_heredoc_or_a_flag_or_a_list_is_escaped() =>
        Assert.Equal("COPY \\<\\<a \\--b \\[c] /x/", Line(new Copy(["<<a", "--b", "[c]"], "/x/")));

    [Fact]
    public void A_byte_order_mark_that_the_builder_would_swallow_is_escaped()
    {
        Assert.Equal("COPY \\\uFEFFa /x", Line(new Copy(["\uFEFFa"], "/x")));
        Assert.Equal("COPY <<EOF /x\n\\\uFEFF${A}\nEOF", Line(new Copy([], "/x") { Files = [new(null, (Template)"\uFEFF" + Env.Var("A"))] }));
        Assert.Equal("COPY <<'EOF' /x\n\uFEFFa\nEOF", Line(new Copy([], "/x") { Files = [new(null, "\uFEFFa")] }));
    }

    [Fact]
    public void A_volume_holds_variables_because_the_builder_puts_them_in_there() =>
        Assert.Equal("VOLUME [\"/a\\\\$b\", \"${DIR}/c\"]", Line(new VolumeInstruction(["/a$b", Env.Var("DIR") + (Template)"/c"])));

    [Fact]
    public void A_default_with_spaces_quotes_and_braces_is_escaped_inside_its_braces() =>
        Assert.Equal("ENV A=\"${B:-a \\\"b\\\" it\\'s \\$5 {\\}}\"", Line(new EnvInstruction(new() { ["A"] = Env.Var("B").Or("a \"b\" it's $5 {}") })));

    [Fact]
    public void A_mount_field_with_commas_and_spaces_is_quoted_as_CSV_and_escaped_as_a_flag() =>
        Assert.Equal("RUN --mount=type=cache,\\\"target=/a\\ b,c\\\" \\\n    x", Line(new Run("x") { Mounts = [Mount.Cache("/a b,c")] }));

    [Fact]
    public void A_line_longer_than_the_builder_reads_is_refused()
    {
        var file = Dockerfile.For(Stage.FromScratch("a").Label("a", new string('x', 65_535 - "LABEL a=".Length)));
        Assert.Equal(file, Dockerfile.Parse(file.Write()));
        Assert.Contains("65535", Assert.Throws<ModelException>(() => Dockerfile.For(Stage.FromScratch("a").Label("a", new string('x', 65_536 - "LABEL a=".Length))).Write()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    public void A_text_the_builder_has_no_escape_for_is_refused(string text) =>
        Assert.Throws<ArgumentException>(() => Line(new Workdir(text)));

    [Theory]
    [InlineData(" x")]
    [InlineData("x ")]
    [InlineData("x\\")]
    [InlineData("--x")]
    [InlineData("[\"x\"]")]
    [InlineData("[1]")]
    [InlineData("x\ny")]
    public void A_shell_form_that_the_builder_would_read_otherwise_is_refused(string line) =>
        Assert.Throws<ArgumentException>(() => Line(new Cmd(Command.Shell(line))));

    [Theory]
    [InlineData("[ -f x ]", "RUN [ -f x ]")]
    [InlineData("[\"x\"]", "RUN <<'EOF'\nset -e\n[\"x\"]\nEOF")]
    [InlineData("--x", "RUN <<'EOF'\nset -e\n--x\nEOF")]
    [InlineData("# x", "RUN <<'EOF'\nset -e\n# x\nEOF")]
    [InlineData("x\\", "RUN <<'EOF'\nset -e\nx\\\nEOF")]
    public void A_line_that_the_builder_would_read_otherwise_becomes_a_heredoc(string script, string text) => Assert.Equal(text, Line(new Run(script)));

    [Fact]
    public void Letters_outside_ASCII_are_refused_in_flags_because_the_builder_reads_them_by_bytes() =>
        Assert.Contains("ASCII", Assert.Throws<ArgumentException>(() => Line(new Copy(["a"], "b") { Chown = "é" })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_named_file_whose_text_holds_its_name_is_refused_and_an_unnamed_one_gets_another_end()
    {
        Assert.Throws<ArgumentException>(() => Line(new Copy([], "/d/") { Files = [new("a", "x\na\n")] }));
        Assert.Equal("COPY <<'EOF2' /f\nEOF\nEOF2", Line(new Copy([], "/f") { Files = [new(null, "EOF\r\n")] }));
    }
}
