using ArgusAI.Containers.Yaml;

namespace ArgusAI.Containers.Tests.Yaml;

public class YamlReadingTests
{
    static YamlNode Read(string text) => YamlReader.Read("a.yml", text);

    static string Problem(string text) => Assert.Throws<SyntaxException>(() => Read(text)).Message;

    [Theory]
    // The parser takes NUL for the end of the file: what follows would be lost without a word.
    [InlineData("a: 1\n\0\nb: 2", "a.yml:2:1: the control character U+0000")]
    [InlineData("a: \u0007", "a.yml:1:4: the control character U+0007")]
    [InlineData("a: 1\nb: \uFEFFc", "a.yml:2:4: the control character U+FEFF")]
    [InlineData("a: \"\\uD83D\"", "a.yml:1:11: ")]
    [InlineData("a: \"\\uDE00\"", "a.yml:1:11: ")]
    [InlineData("\"\\uDE00\": a", "a.yml:1:8: ")]
    // Tabs: in an indentation, and where the parser names no place at all.
    [InlineData("a:\n\tb: 1\n", "a.yml:2:1: a tab stands in the indentation")]
    [InlineData("a:\n  b: 1\n\tc: 2\n", "a.yml:3:1: a tab stands in the indentation")]
    [InlineData("a:\n  b:\n  \tc: 2\n", "a.yml:3:3: a tab stands in the indentation")]
    [InlineData("a:\r\n  b:\r\n  \tc: 2\r\n", "a.yml:3:3: a tab stands in the indentation")]
    // A tab that is content is not blamed for another mistake.
    [InlineData("a: |\n  x\n  \ty\nb: {\n", "a.yml:5:1: ")]
    [InlineData("a: 1\na: 2\n", "a.yml:2:1: the key 'a' is given twice")]
    [InlineData("a: 1\n---\nb: 2\n", "a.yml:2:1: there is a second document")]
    [InlineData("? [a]\n: b\n", "a.yml:1:3: a key is a list, a map or an alias")]
    [InlineData("a: *b\n", "a.yml:1:4: '*b' names an anchor that is not there yet")]
    [InlineData("a: &b [*b]\n", "a.yml:1:8: '*b' names an anchor that is not there yet")]
    [InlineData("a: &b\n  <<: *b\n", "a.yml:2:7: '*b' names an anchor that is not there yet")]
    [InlineData("a:\n  <<: text\n", "a.yml:2:3: '<<' merges 'text'")]
    [InlineData("%YAML 7.0\n---\na: 1\n", "a.yml:1:")]
    [InlineData("%YAML 1.2\na: 1\n", "a.yml:2:")]
    [InlineData("a: [1\n", "a.yml:2:1: ")]
    [InlineData("a: 'b\n", "a.yml:2:1: ")]
    [InlineData("a: \"\\q\"\n", "a.yml:1:")]
    [InlineData("a: b: c\n", "a.yml:1:")]
    [InlineData("- a\nb: c\n", "a.yml:2:")]
    [InlineData("a: @b\n", "a.yml:1:5")]
    public void What_is_not_YAML_is_told_with_its_place(string text, string message) => Assert.StartsWith(message, Problem(text), StringComparison.Ordinal);

    // No attribute can hold one.
    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void Half_of_a_surrogate_pair_is_told_with_its_place(int half) =>
        Assert.StartsWith("a.yml:1:6: the text holds half of a surrogate pair", Problem($"a: 😀{(char)half}b"), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only\n# comments")]
    [InlineData("---\n")]
    [InlineData("---\n...\n")]
    [InlineData("\uFEFF")]
    [InlineData("%YAML 1.2\n---\n")]
    [InlineData("null")]
    public void A_text_that_says_nothing_is_an_empty_map(string text) => Assert.Equal(new YamlMapping(Entries<YamlNode>.None), Read(text));

    [Theory]
    [InlineData("a: 1\nb: x\n")]
    [InlineData("\uFEFFa: 1\nb: x\n")]
    [InlineData("a: 1\r\nb: x\r\n")]
    [InlineData("a: 1\rb: x\r")]
    [InlineData("a: 1\nb: x")]
    [InlineData("%YAML 1.1\n---\na: 1\nb: x\n...\n")]
    [InlineData("--- {a: 1, b: x}")]
    [InlineData("{\"a\": 1, \"b\": \"x\"}")]
    [InlineData("a: !!int 1\nb: !!str x\n")]
    [InlineData("x: &x {b: x}\n<<: *x\na: 1\n")]
    public void The_same_map_in_other_words_is_the_same(string text)
    {
        var map = Assert.IsType<YamlMapping>(Read(text));
        Assert.Equal(((YamlNode)1, (YamlNode)"x"), (map.Entries["a"], map.Entries["b"]));
    }

    [Theory]
    [InlineData("!!str 1", false, null)]
    [InlineData("! 1", false, null)]
    [InlineData("'1'", false, null)]
    [InlineData("!!int \"1\"", true, null)]
    [InlineData("1", true, null)]
    [InlineData("!own 1", false, "!own")]
    // Its text is not its value: whoever reads it has to know.
    [InlineData("!!binary aGk=", false, "tag:yaml.org,2002:binary")]
    public void A_tag_decides_over_the_look(string value, bool isTyped, string? tag)
    {
        var scalar = Assert.IsType<YamlScalar>(((YamlMapping)Read($"a: {value}")).Entries["a"]);
        Assert.Equal((isTyped, tag), (scalar.IsTyped, scalar.Tag));
    }

    [Fact]
    public void What_aliases_share_is_bounded_in_depth_and_size()
    {
        var deep = new string('[', 150) + "1" + new string(']', 150);
        Assert.Contains("nested too deep", Problem($"a: &a {deep}\nb: [{new string('[', 60)}*a{new string(']', 60)}]\n"), StringComparison.Ordinal);
        var chain = string.Concat(Enumerable.Range(1, 300).Select(i => $"a{i}: &a{i} [*a{i - 1}]\n"));
        Assert.Contains("nested too deep", Problem("a0: &a0 x\n" + chain), StringComparison.Ordinal);
        var many = "a: &a [" + string.Join(", ", Enumerable.Repeat("x", 1000)) + "]\nb: [" + string.Join(", ", Enumerable.Repeat("*a", 500)) + "]\n";
        Assert.Contains("values from aliases", Problem(many), StringComparison.Ordinal);
        var text = $"a: &a {new string('x', 1_000_000)}\nb: [{string.Join(", ", Enumerable.Repeat("*a", 500))}]\n";
        Assert.Contains("values from aliases", Problem(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Merged_maps_of_merged_maps_are_bounded_too()
    {
        var text = "a0: &a0 {" + string.Join(", ", Enumerable.Range(0, 1000).Select(i => $"k{i}: v")) + "}\n"
            + string.Concat(Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i}\n  <<: [*a{i - 1}, *a{i - 1}]\n"));
        Assert.Contains("values from aliases", Problem(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_has_an_end()
    {
        Assert.Contains("expected at most 16384", Problem($"? {new string('k', 16_385)}\n: 1\n"), StringComparison.Ordinal);
        Assert.IsType<YamlMapping>(Read($"? {new string('k', 16_384)}\n: 1\n"));
    }

    [Fact]
    public void Positions_are_found_through_keys_with_dots_and_brackets()
    {
        var positions = new YamlPositions(Read("a.b:\n  c[0]:\n    - x\n    - y: 1\nz:\n  b: 2\n"));
        Assert.Equal(new Position(1, 1), positions["a.b"]);
        Assert.Equal(new Position(4, 7), positions["a.b.c[0][1]"]);
        Assert.Equal(new Position(4, 7), positions["a.b.c[0][1].y"]);
        Assert.Equal(new Position(5, 1), positions["z"]);
        Assert.False(positions.TryGetValue("a.b.c[0][2]", out _));
        Assert.False(positions.TryGetValue("a.x", out _));
        Assert.Equal(new Position(4, 7), positions.Nearest("a.b.c[0][1].z.w[3]"));
        Assert.Equal(new Position(1, 1), positions.Nearest("nowhere"));
    }

    [Fact]
    public void A_merged_key_stands_where_its_anchor_has_it()
    {
        var positions = new YamlPositions(Read("x: &x\n  image: a\ns:\n  <<: *x\n  init: true\n"));
        Assert.Equal(new Position(2, 3), positions["s.image"]);
    }
}
