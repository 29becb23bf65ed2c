namespace ArgusAI.Containers.Tests;

/// <summary>Every expectation is what Compose 2.26 answered, with B set to b, E set to nothing and A and Z not set.</summary>
public class TemplateTests
{
    static string? Variable(string name) => name switch { "B" => "b", "E" => "", _ => null };

    [Theory]
    [InlineData("${A:-{x}}", "{x}")]
    [InlineData("${A:-{x}", "{x")]
    [InlineData("${A:-x}}", "x}")]
    [InlineData("${A:-{\"k\":\"v\"}}", "{\"k\":\"v\"}")]
    [InlineData("${A:-{{.Name}}}", "{{.Name}}")]
    [InlineData("${B:-{x}}", "b")]
    [InlineData("${B:-x}}", "b}")]
    [InlineData("${B:-{{.Name}}}", "b}")]
    [InlineData("${B:+{y}}", "{y}")]
    [InlineData("${A:-${B}}", "b")]
    [InlineData("${A:-${B:-x}}", "b")]
    [InlineData("${A:-a${B}c}", "abc")]
    [InlineData("${A:-${Z:-${Y:-x}}}", "x")]
    [InlineData("${A:-${E:-z}}", "z")]
    [InlineData("${A:-a}${B:-b}", "ab")]
    [InlineData("${A:-$B}", "b")]
    [InlineData("${A-$B$B}", "bb")]
    [InlineData("${A:-$}", "$")]
    [InlineData("${A:-$$}", "$")]
    [InlineData("${A:-$$B}", "$B")]
    [InlineData("$$A", "$A")]
    [InlineData("$$$B", "$b")]
    [InlineData("$$$$B", "$$B")]
    [InlineData("$", "$")]
    [InlineData("$ x", "$ x")]
    [InlineData("$1", "$1")]
    [InlineData("${B}$", "b$")]
    [InlineData("$B-x", "b-x")]
    [InlineData("$B${B}", "bb")]
    [InlineData("${A-}", "")]
    [InlineData("${E:-x}", "x")]
    [InlineData("${E-x}", "")]
    [InlineData("${E?x}", "")]
    [InlineData("${B:+y}", "y")]
    [InlineData("${E:+y}", "")]
    [InlineData("${E+y}", "y")]
    [InlineData("${B:?}", "b")]
    [InlineData("${A:-:-}", ":-")]
    [InlineData("${A:-?x}", "?x")]
    [InlineData("${A:-b:?c}", "b:?c")]
    public void A_template_means_what_Compose_makes_of_it(string text, string expected) => Assert.Equal(expected, Template.Parse(text).Resolve(Variable));

    [Theory]
    [InlineData("${1}")]
    [InlineData("${}")]
    [InlineData("${A")]
    [InlineData("${A:}")]
    [InlineData("${A:=x}")]
    [InlineData("${A!x}")]
    [InlineData("${A.b}")]
    [InlineData("${A b}")]
    [InlineData("${ A }")]
    [InlineData("${A:-${1}}")]
    public void What_Compose_refuses_is_refused(string text) => Assert.Throws<ArgumentException>(() => Template.Parse(text));

    [Theory]
    [InlineData("${A:?}")]
    [InlineData("${A?}")]
    [InlineData("${E:?need ${B}}")]
    public void A_required_variable_that_is_missing_is_told(string text) => Assert.Throws<ArgumentException>(() => Template.Parse(text).Resolve(Variable));

    [Theory]
    [InlineData("{\"k\": {\"a\": \"b\"}}")]
    [InlineData("{x}{y}")]
    public void Braces_in_pairs_stand_in_a_default_and_are_read_back(string value)
    {
        Template template = Env.Var("A").Or(value);
        Assert.Equal(template, Template.Parse(template.ToString()));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("}")]
    [InlineData("}{")]
    [InlineData("{}")]
    [InlineData("{{.Name}}")]
    [InlineData("a\nb")]
    public void What_Compose_would_read_otherwise_is_not_written(string value) =>
        Assert.Throws<ArgumentException>(() => Env.Var("A").Or(value).ToString());
}
