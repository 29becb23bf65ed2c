using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Tests.Dockerfiles;

public class DockerfileDocumentTests
{
    static WrittenInstruction Last(string text) => DockerfileDocument.Parse("FROM x\n" + text).Instructions[^1];

    static IEnumerable<string> Words(string text) => Last(text).Words.Select(w => w.Text);

    [Fact]
    public void Keywords_flags_and_words_keep_their_casing_and_places()
    {
        var document = DockerfileDocument.Parse("""
            # syntax=docker/dockerfile:1

            from --platform=$BUILDPLATFORM debian:12 aS Build
              Copy  --from=a --link  x \
                 y/
            """);
        Assert.Equal([new ParserDirective("syntax", "docker/dockerfile:1", new(1, 1))], document.Directives);
        var (from, copy) = (document.Instructions[0], document.Instructions[1]);
        Assert.Equal(("from", "FROM", new Position(3, 1)), (from.Keyword, from.Name, from.Position));
        Assert.Equal([new WrittenFlag("platform", "$BUILDPLATFORM", new(3, 6))], from.Flags);
        Assert.Equal([new Word("debian:12", new(3, 32)), new Word("aS", new(3, 42)), new Word("Build", new(3, 45))], from.Words);
        Assert.Equal("aS", from.As?.Text);
        Assert.Equal([new WrittenFlag("from", "a", new(4, 9)), new WrittenFlag("link", null, new(4, 18))], copy.Flags);
        Assert.Equal([new Word("x", new(4, 26)), new Word("y/", new(5, 6))], copy.Words);
        Assert.Equal(("Copy", new Position(4, 3), 5), (copy.Keyword, copy.Position, copy.EndLine));
    }

    [Fact]
    public void Comments_and_blank_lines_between_continued_lines_are_skipped_and_told()
    {
        var run = Last("# why\nRUN a \\\n  # inside\n\n  && b\n");
        Assert.Equal("a   && b", run.Arguments);
        Assert.True(run.HasBlankContinuation);
        Assert.Equal(6, run.EndLine);
        Assert.Equal([new CommentLine("why", new(2, 1))], run.Comments);
        Assert.Equal([new CommentLine("why", new(2, 1)), new CommentLine("inside", new(4, 3))], DockerfileDocument.Parse("FROM x\n# why\nRUN a \\\n  # inside\n\n  && b\n").Comments);
    }

    [Theory]
    [InlineData("RUN a \\\\\nRUN b", "b")]
    [InlineData("RUN a \\ \t\n b", "a  b")]
    [InlineData("RUN a\\\nb", "ab")]
    [InlineData("RUN a \\", "a")]
    [InlineData("RUN \\\n\\\na", "a")]
    public void A_line_goes_on_after_one_escape_character_at_its_end(string text, string arguments) => Assert.Equal(arguments, Last(text).Arguments);

    [Fact]
    public void A_backtick_continues_and_escapes_where_the_directive_says_so()
    {
        var document = DockerfileDocument.Parse("# escape=`\nFROM x\nRUN a `\n b\\\nENV A=b` c D=C:\\\n");
        Assert.Equal('`', document.Escape);
        Assert.Equal("a  b\\", document.Instructions[1].Arguments);
        Assert.Equal(["A=b` c", "D=C:\\"], document.Instructions[2].Words.Select(w => w.Text));
    }

    [Theory]
    [InlineData("FROM x\n# escape=`")]
    [InlineData("# a comment\n# escape=`\nFROM x")]
    [InlineData("#\n# escape=`\nFROM x")]
    [InlineData("\n# escape=`\nFROM x")]
    [InlineData("# unknown=x\n# escape=`\nFROM x")]
    public void A_directive_after_anything_else_is_a_comment(string text)
    {
        var document = DockerfileDocument.Parse(text);
        Assert.Equal('\\', document.Escape);
        Assert.Contains(document.Comments, c => c.Text == "escape=`");
    }

    [Theory]
    [InlineData("RUN [\"a\", \"b\\u0041\\n\"]", true, new[] { "a", "bA\n" })]
    [InlineData("RUN [ ]x", false, new[] { "[ ]x" })]
    [InlineData("RUN ['a']", false, new[] { "['a']" })]
    [InlineData("RUN [\"a\",]", false, new[] { "[\"a\",]" })]
    [InlineData("RUN [\"a\" \"b\"]", false, new[] { "[\"a\" \"b\"]" })]
    [InlineData("RUN [ -f x ]", false, new[] { "[ -f x ]" })]
    [InlineData("COPY [\"a b\", \"c\"]", true, new[] { "a b", "c" })]
    [InlineData("COPY [\"a b\" \"c\"]", false, new[] { "[\"a", "b\"", "\"c\"]" })]
    [InlineData("CMD []", true, new string[0])]
    [InlineData("VOLUME /a /b", false, new[] { "/a", "/b" })]
    [InlineData("HEALTHCHECK CMD [\"a\", \"b\"]", true, new[] { "CMD", "a", "b" })]
    [InlineData("HEALTHCHECK cmd  a  b", false, new[] { "cmd", "a  b" })]
    public void A_list_is_valid_JSON_and_anything_else_is_a_line(string text, bool isList, string[] words)
    {
        Assert.Equal(isList, Last(text).IsList);
        Assert.Equal(words, Words(text));
    }

    [Theory]
    [InlineData("ENV A=b C='d e' F=\"g \\\" h\" I=j\\ k", new[] { "A=b", "C='d e'", "F=\"g \\\" h\"", "I=j\\ k" }, false)]
    [InlineData("ENV A b  c=d", new[] { "A", "b  c=d" }, true)]
    [InlineData("LABEL \"a b\"=c", new[] { "\"a b\"=c" }, false)]
    [InlineData("ARG A B=c\\ d", new[] { "A", "B=c\\ d" }, false)]
    [InlineData("EXPOSE 80  443/udp", new[] { "80", "443/udp" }, false)]
    [InlineData("USER a b", new[] { "a b" }, false)]
    [InlineData("MAINTAINER A \"B\" <c>", new[] { "A \"B\" <c>" }, false)]
    public void Words_end_where_the_builder_ends_them(string text, string[] words, bool isLegacy)
    {
        Assert.Equal(words, Words(text));
        Assert.Equal(isLegacy, Last(text).IsLegacy);
    }

    [Theory]
    [InlineData("RUN --mount=type=cache,target=/a --network=none x", "mount=type=cache,target=/a|network=none", "x")]
    [InlineData("RUN --mount=\"type=bind,target=/a b\" x", "mount=type=bind,target=/a b", "x")]
    [InlineData("RUN --mount=target=/a\\ b x", "mount=target=/a b", "x")]
    [InlineData("RUN -- --x", "", "--x")]
    [InlineData("COPY --link a --b", "link", "a --b")]
    public void Flags_are_unquoted_and_end_at_the_first_other_word(string text, string flags, string arguments)
    {
        Assert.Equal(flags, string.Join('|', Last(text).Flags.Select(f => f.Value is null ? f.Name : $"{f.Name}={f.Value}")));
        Assert.Equal(arguments, Last(text).Arguments);
    }

    [Fact]
    public void Several_heredocs_of_a_line_follow_each_other()
    {
        var copy = Last("COPY <<a <<-'b' <<\"c d\" /x/\n1\n\ta\na\n\t2\n\tb\n$3\nc d\nRUN y".Replace("<<\"c d\"", "<<\"c\"", StringComparison.Ordinal).Replace("\nc d\n", "\nc\n", StringComparison.Ordinal)[..^6]);
        Assert.Equal(["a", "b", "c"], copy.Heredocs.Select(h => h.Name));
        Assert.Equal(["1\n\ta\n", "\t2\n", "$3\n"], copy.Heredocs.Select(h => h.Content));
        Assert.Equal([true, false, false], copy.Heredocs.Select(h => h.Expands));
        Assert.Equal([false, true, false], copy.Heredocs.Select(h => h.StripsTabs));
        Assert.Equal("2\n", copy.Heredocs[1].Text);
        Assert.Equal([new Position(3, 1), new Position(6, 1), new Position(8, 1)], copy.Heredocs.Select(h => h.Position));
        Assert.Equal(9, copy.EndLine);
    }

    [Theory]
    [InlineData("RUN echo $((1<<2))")]
    [InlineData("RUN cat <<< word")]
    [InlineData("RUN echo 'a <<EOF b'")]
    [InlineData("RUN echo it's <<EOF")]
    [InlineData("RUN [\"a\", \"<<EOF\"]")]
    [InlineData("CMD cat <<EOF")]
    [InlineData("ENV A=<<EOF")]
    [InlineData("RUN a \\<<EOF")]
    [InlineData("RUN echo ${x^^} <<EOF")]
    [InlineData("RUN echo ${#x} <<EOF")]
    [InlineData("RUN echo ${x:-<<EOF}")]
    [InlineData("RUN echo a<<EOF")]
    public void What_only_looks_like_a_heredoc_is_none(string text) => Assert.Empty(Last(text).Heredocs);

    [Theory]
    [InlineData("RUN <<EOF cat\nx\nEOF")]
    [InlineData("RUN <<-EOF\n\tx\n\tEOF")]
    [InlineData("RUN << EOF\nx\nEOF\r\n")]
    [InlineData("RUN 3<<EOF cat\nx\nEOF")]
    [InlineData("RUN a && <<\"E\"OF cat\nx\nEOF")]
    [InlineData("ADD <<EOF /x\nx\nEOF")]
    [InlineData("RUN cat <<EOF > ${x#\"a\"}\nx\nEOF")]
    [InlineData("ONBUILD RUN <<EOF\nx\nEOF")]
    public void A_heredoc_is_found_in_every_form(string text) =>
        Assert.Equal("x\n", Assert.Single((Last(text).Trigger ?? Last(text)).Heredocs).Text);

    [Fact]
    public void A_trigger_is_an_instruction_of_its_own()
    {
        var onBuild = Last("ONBUILD copy --link a b");
        Assert.Equal(("copy", new Position(2, 9)), (onBuild.Trigger!.Keyword, onBuild.Trigger.Position));
        Assert.Equal(["a", "b"], onBuild.Trigger.Words.Select(w => w.Text));
        Assert.Equal("link", Assert.Single(onBuild.Trigger.Flags).Name);
    }
}
