using ArgusAI.Containers.Nginx;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ArgusAI.Containers.Tests.Nginx;

/// <summary>Whatever is in a file, reading it ends with a tree or with problems that lie in it; whatever a tree says, its text says too.</summary>
[Properties(Arbitrary = [typeof(RoundTripTests), typeof(NginxSyntaxProperties)], MaxTest = 300)]
public class NginxSyntaxProperties
{
    public sealed record Messy(string Text);

    public static Arbitrary<Messy> Messes()
    {
        var piece = Gen.OneOf(
            Gen.Elements("server", "listen", "80", "{", "}", ";", "\"", "'", "\\", "$", "${", "#", "# c", "\n", "\r\n", " ", "\t", "a_by_lua_block", "[[", "]]", "--", "=", "~ \\.php$", "\"{2}\"", ")", "\uFEFF", "\ud800"),
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(t => t.Get));
        var soup = from parts in piece.ListOf() select new Messy(string.Concat(parts));
        var mutated = from at in Gen.Choose(0, NginxWritingTests.Sample.Write().Length)
                      from length in Gen.Choose(0, 30)
                      from with in piece
                      let text = NginxWritingTests.Sample.Write()
                      select new Messy(text[..at] + with + text[Math.Min(text.Length, at + length)..]);
        return Gen.OneOf(soup, mutated).ToArbitrary();
    }

    public static Arbitrary<NginxDocument> Documents()
    {
        var text = RoundTripTests.Texts().Generator.Where(t => t.Length < 1000);
        Gen<Directive> Directives(int depth) =>
            from name in Gen.OneOf(Gen.Elements("server", "listen", "add_header", "if", "~^/x$", "\\default"), text).Where(n => !n.EndsWith("by_lua_block", StringComparison.Ordinal))
            from arguments in Gen.OneOf(text, Gen.Elements("\\.php$", "a\\tb", "${a}", "$", "a;b", "~*", "\\", "^/(a|b){2}\\\"")).ListOf()
            from block in depth == 0 ? Gen.Constant<Items<Directive>?>(null) : Gen.OneOf(
                Gen.Constant<Items<Directive>?>(null), Directives(depth - 1).ListOf().Select(b => (Items<Directive>?)b.Take(4).ToItems()))
            from comment in Gen.OneOf(Gen.Constant<string?>(null), text.Select(t => (string?)t))
            select new Directive(name, arguments.ToItems()) { Block = block, Comment = comment, ClosingComment = block is null ? null : comment };
        return (from directives in Directives(2).ListOf()
                from header in Gen.OneOf(Gen.Constant<string?>(null), text.Select(t => (string?)t))
                select new NginxDocument(directives.Take(5).ToItems()) { Header = header, Footer = header }).ToArbitrary();
    }

    [Property(MaxTest = 300)]
    public void Any_text_is_read_without_an_exception_and_every_position_lies_in_it(Messy messy)
    {
        var read = NginxDocument.Read(messy.Text);
        var lines = messy.Text.Split('\n');
        void Inside(Position position)
        {
            Assert.InRange(position.Line, 1, lines.Length);
            Assert.InRange(position.Column, 1, lines[position.Line - 1].Length + 1);
        }

        void All(IEnumerable<Directive> directives)
        {
            foreach (var directive in directives)
            {
                Inside(directive.Position.Value);
                foreach (var position in directive.ArgumentPositions.Value!) Inside(position);
                All(directive.Block ?? []);
            }
        }

        foreach (var problem in read.Problems) Inside(problem.Position);
        All(read.Model!.Directives);
    }

    [Property]
    public void A_tree_survives(NginxDocument document)
    {
        var written = document.Write();
        var read = NginxDocument.Parse(written);
        Assert.Equal(document, read);
        Assert.Equal(written, read.Write());
    }

    [Property]
    public void What_was_read_is_written_stably(Messy messy)
    {
        if (messy.Text.Contains('\0', StringComparison.Ordinal) || messy.Text.Any(char.IsSurrogate)) return;
        var once = NginxDocument.Read(messy.Text) is { IsComplete: true, Model: var document } ? document.Write() : "";
        Assert.Equal(once, NginxDocument.Parse(once).Write());
    }

    [Fact]
    public void The_last_of_two_hundred_thousand_lines_has_its_place()
    {
        var read = NginxDocument.Parse(string.Concat(Enumerable.Repeat("deny 10.0.0.1; # no\n", 200_000)));
        Assert.Equal(200_000, read.Directives.Count);
        Assert.Equal(new Position(200_000, 6), read.Directives[^1].PositionOf(0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"")]
    [InlineData("#")]
    [InlineData("\\")]
    public void A_token_of_ten_megabytes_ends_in_a_short_problem(string before)
    {
        var read = NginxDocument.Read($"a {before}{new string('x', 10_000_000)}");
        Assert.NotEmpty(read.Problems);
        Assert.All(read.Problems, p => Assert.InRange(p.Message.Length, 1, 400));
    }

    [Theory]
    [InlineData("a{", "}")]
    [InlineData("{", "")]
    [InlineData("", "}")]
    [InlineData("a{", "")]
    [InlineData("a;", "}")]
    [InlineData("\"", "x")]
    [InlineData("x_by_lua_block{", "")]
    [InlineData("x_by_lua_block{[[", "")]
    [InlineData("$", "{")]
    public void A_hundred_thousand_of_anything_end(string open, string close)
    {
        var read = NginxDocument.Read(string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000)));
        Assert.InRange(read.Problems.Count, 1, 1000);
    }
}
