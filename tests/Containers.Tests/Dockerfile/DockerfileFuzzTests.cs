using ArgusAI.Containers.Dockerfiles;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ArgusAI.Containers.Tests.Dockerfiles;

/// <summary>Any text is a model or a problem inside the text, never an exception.</summary>
[Properties(Arbitrary = [typeof(DockerfileFuzzTests)], MaxTest = 300)]
public class DockerfileFuzzTests
{
    /// <summary>A text that is no Dockerfile, or was one.</summary>
    public sealed record Garbage(string Text);

    public static Arbitrary<Garbage> Texts()
    {
        var pieces = Gen.Elements("FROM", "from x AS y\n", "RUN ", "COPY ", "--from=0 ", "--mount=type=", "cache,", "<<EOF", "<<-'EOF'\n", "EOF\n", "\n", "\\\n", "`\n", "\r\n", " ", "\t", "#", "# escape=`\n", "# syntax=a\n", "\"", "'", "${", "}", "${a:-", "$",
            "[\"a\", ", "]", "ENV a", "=", "LABEL ", "ARG X\n", "ONBUILD ", "HEALTHCHECK --interval=", "CMD ", "EXPOSE 80/", "\uFEFF", "\u0000", "\u00A0", "\uD800", "--", "--x=", ",", "é", "USER ", "SHELL ", "STOPSIGNAL ", "VOLUME ", "MAINTAINER ", "WORKDIR ", "RNU x\n", "scratch", "\v");
        var pieced = pieces.ListOf().Select(p => string.Concat(p));
        var mutated = from text in Gen.Elements(DockerfileShapes.All.Select(s => s.Text).ToArray())
                      from at in Gen.Choose(0, text.Length) from length in Gen.Choose(0, 20) from piece in pieces
                      select text[..at] + piece + text[Math.Min(text.Length, at + length)..];
        var any = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(t => t.Get);
        return Gen.OneOf(pieced, pieced.Select(t => "FROM x\n" + t), mutated, mutated, any).Select(t => new Garbage(t)).ToArbitrary();
    }

    [Property]
    public void Any_text_is_a_model_or_a_problem_inside_the_text(Garbage garbage)
    {
        var lines = garbage.Text.Split('\n');
        var (model, problems) = Dockerfile.Read(garbage.Text);
        Assert.True(model is not null || problems.Count > 0);
        Assert.All(problems, p =>
        {
            Assert.InRange(p.Position.Line, 1, lines.Length);
            Assert.InRange(p.Position.Column, 1, lines[p.Position.Line - 1].Length + 1);
        });
        Assert.Equal(problems.OrderBy(p => p.Position.Line).ThenBy(p => p.Position.Column), problems);
    }

    [Property]
    public void Every_word_stands_where_its_position_says(Garbage garbage)
    {
        var lines = garbage.Text.Split('\n');
        foreach (var instruction in DockerfileDocument.Read(garbage.Text).Model!.Instructions)
        {
            Assert.Equal(instruction.Keyword[0], lines[instruction.Position.Line - 1][instruction.Position.Column - 1]);
            Assert.InRange(instruction.EndLine, instruction.Position.Line, lines.Length);
            foreach (var word in instruction.Words)
            {
                var line = lines[word.Position.Line - 1];
                Assert.InRange(word.Position.Column, 1, line.Length + 1);
                // Words may go on in the next line, and texts of a list are unescaped.
                if (!instruction.IsList) Assert.StartsWith(word.Text[..Math.Min(1, word.Text.Length)], line[(word.Position.Column - 1)..], StringComparison.Ordinal);
            }
        }
    }

    [Property]
    public void What_was_read_and_can_be_written_is_written_the_same_again(Garbage garbage)
    {
        var read = Dockerfile.Read(garbage.Text);
        if (!read.IsComplete) return;
        string written;
        try
        {
            written = DockerfileWriter.Write(read.Model);
        }
        catch (ArgumentException)
        {
            return;
        }
        var again = Dockerfile.Parse(written);
        Assert.Equal(read.Model, again);
        Assert.Equal(written, DockerfileWriter.Write(again));
    }
}
