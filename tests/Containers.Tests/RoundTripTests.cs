using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.DotEnv;
using ArgusAI.Containers.Yaml;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ArgusAI.Containers.Tests;

/// <summary>Whatever stands in a text slot, what is written is read back the same.</summary>
[Properties(Arbitrary = [typeof(RoundTripTests)], MaxTest = 300)]
public class RoundTripTests
{
    /// <summary>Texts that formats trip over, and any Unicode text besides.</summary>
    public static Arbitrary<string> Texts()
    {
        var awkward = Gen.Elements("", " ", "true", "No", "null", "~", "0", "1.5", "0x1F", "22:22", "1_000", "2001-01-01", ".inf", "-", "- a", "a: b", "a:", "# c", "a #b", "$", "$$",
            "${A}", "$A", "'", "\"", "\\", "a\\", "\\'", "\\n", "\n", "a\nb", "a\n", " a\nb\n", "a\r\nb", "\t", "a\tb", "{", "}", "[", "]", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "?", "<<", "=",
            "\u0085", "\u2028", "\uFEFF", "é", "日本", "😀", "\u0001", "a ", " a", "export A=1", "..", "---", "...", "\u2029", "0o17", "017", "1e3", "+1", "0b1", ".NaN", "nULL", "yes", "1:30:00", "2001-12-14t21:59:43.10-05:00", new string('w', 3000), new string(' ', 200), "a\n\n\nb", "x\n ");
        var any = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(t => t.Get);
        var joined = from parts in Gen.OneOf(awkward, any).ListOf() select string.Concat(parts.Take(4));
        return Gen.OneOf(awkward, any, joined).Select(Whole).ToArbitrary();
    }

    /// <summary>NUL can stand in no environment, half a surrogate pair in no encoding.</summary>
    static string Whole(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value != 0 && r != System.Text.Rune.ReplacementChar).Select(r => r.ToString()));

    public static Arbitrary<Template> Templates()
    {
        var variable = from name in Gen.Elements("A", "_b", "LONG_NAME1")
                       from fallback in Gen.Elements(Enum.GetValues<Fallback>())
                       from argument in Texts().Generator
                       select new Interpolation(name, fallback, fallback == Fallback.None ? null : Template.Literal(Plain(argument)));
        var parts = from before in Texts().Generator from v in variable from after in Texts().Generator select (Template)before + v + after;
        return Gen.OneOf(Texts().Generator.Select(t => (Template)t), variable.Select(v => (Template)v), parts).ToArbitrary();
    }

    static string Plain(string text) => string.Concat(text.Where(c => c is not ('{' or '}' or '\n')));

    [Property]
    public void A_template_survives(Template template) => Assert.Equal(template, Template.Parse(template.ToString()));

    [Property]
    public void A_YAML_text_survives_in_every_place(string text, string key)
    {
        var root = new YamlMapping(new() { [key] = text, ["list" + key] = new YamlSequence([text, new YamlMapping(new() { [key] = text })]) });
        Assert.Equal(root, YamlReader.Read("test", YamlWriter.Write("test", root, text, _ => true)));
    }

    // Two of them were found by the property above: YamlDotNet loses a plain key with ` *` in it, and `...` ends a document.
    [Theory]
    [InlineData("kA%?a *a")]
    [InlineData("a *b")]
    [InlineData("... a")]
    [InlineData("...")]
    [InlineData("--- a")]
    [InlineData("a &b")]
    [InlineData("a ?b")]
    [InlineData("a !b")]
    [InlineData("a |b")]
    [InlineData("a >b")]
    [InlineData("a <b")]
    [InlineData("a %b")]
    [InlineData("a @b")]
    [InlineData("a ,b")]
    [InlineData("a {b")]
    [InlineData("a }b")]
    [InlineData("a -b")]
    [InlineData("a - b")]
    [InlineData("a ? b")]
    [InlineData("a?b")]
    [InlineData("a%?b")]
    [InlineData("a ;'b")]
    [InlineData("a (b")]
    [InlineData("a ~b")]
    [InlineData("a $b")]
    public void A_YAML_indicator_inside_a_text_survives_in_every_place(string text) => A_YAML_text_survives_in_every_place(text, text);

    [Fact]
    public void A_key_longer_than_YAML_allows_is_written_with_its_question_mark()
    {
        var root = new YamlMapping(new() { ["a"] = new YamlMapping(new() { [new string('k', 1100)] = new YamlMapping(new() { ["b"] = "c" }), ["d"] = "e" }) });
        var written = YamlWriter.Write("test", root, null, _ => false);
        Assert.Contains("  ? kkk", written, StringComparison.Ordinal);
        Assert.Equal(root, YamlReader.Read("test", written));
    }

    [Property]
    public void A_Compose_file_survives(Template one, Template other, string text, Template many)
    {
        var file = new ComposeFile
        {
            Header = text,
            Services = new()
            {
                ["web"] = new Service
                {
                    Image = ImageRef.Parse("app:1"),
                    Environment = new() { ["A"] = one, ["B"] = null },
                    Labels = new() { [text] = other },
                    Command = Command.Exec(one, other),
                    Entrypoint = Command.Shell(many),
                    User = other,
                    HealthCheck = new HealthCheck(Command.Shell(one)),
                    Extensions = new() { ["x-own"] = text },
                    Why = new() { ["image"] = text },
                },
            },
        };
        var written = file.Write();
        Assert.Equal(file, ComposeFile.Parse(written));
        Assert.Equal((file with { Header = null, Services = new() { ["web"] = file.Services["web"] with { Why = Why.None } } }).Write(), ComposeFile.Parse(written).Write());
    }

    [Property]
    public void A_dotenv_value_survives(string text, string comment)
    {
        var file = DotEnvFile.Empty.Comment(comment.ReplaceLineEndings(" ")).Set("A", text).Set("B", "end");
        Assert.Equal(text, DotEnvFile.Parse(file.Write()).Resolve(new Dictionary<string, string>())["A"]);
    }

    [Property]
    public void A_dotenv_file_is_kept_byte_by_byte_when_keys_are_added(string a, string b)
    {
        var mine = DotEnvFile.Empty.Set("A", a).Blank().Set("B", b).Write();
        Assert.StartsWith(mine, DotEnvFile.Parse(mine).AddMissing(DotEnvFile.Empty.Set("A", "x").Set("C", b)).Write(), StringComparison.Ordinal);
    }

    [Property]
    public void A_script_stands_in_the_Dockerfile_as_it_is(string text)
    {
        var script = text.ReplaceLineEndings("\n").Trim('\n');
        if (string.IsNullOrWhiteSpace(script) || !script.Contains('\n', StringComparison.Ordinal)) return;
        var written = Dockerfile.For(Stage.From(ImageRef.Parse("debian:1"), "a").Run(script)).Write();
        var start = written.IndexOf("set -e\n", StringComparison.Ordinal) + 7;
        Assert.Equal(script, written[start..written.LastIndexOf("\nEOF", StringComparison.Ordinal)]);
    }
}
