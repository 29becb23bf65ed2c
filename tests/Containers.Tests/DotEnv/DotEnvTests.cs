using ArgusAI.Containers.DotEnv;

namespace ArgusAI.Containers.Tests.DotEnv;

public class DotEnvTests
{
    static readonly Dictionary<string, string> NoEnvironment = [];

    [Theory]
    [InlineData("A=1\nMY-KEY=2", "2:1", "'MY-KEY' is not a variable name")]
    [InlineData("A=1\n\n 9X=2", "3:2", "'9X' is not a variable name")]
    [InlineData("just words", "1:1", "there is no '='")]
    [InlineData("A='open\nB=2", "1:3", "has no closing '")]
    [InlineData("A=\"x\" junk", "1:3", "text follows the closing quote")]
    [InlineData("A=${B", "1:3", "broken variable")]
    public void A_malformed_line_is_refused_with_its_place(string text, string place, string message)
    {
        var problem = Assert.Throws<SyntaxException>(() => DotEnvFile.Parse(text));
        Assert.Contains($".env:{place}: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_malformed_line_is_listed_in_one_go() =>
        Assert.Equal(2, Assert.Throws<SyntaxException>(() => DotEnvFile.Parse("a b=1\nOK=1\nc d=2\n")).Problems.Count);

    [Fact]
    public void A_message_never_shows_a_value() =>
        Assert.DoesNotContain("hunter2", Assert.Throws<SyntaxException>(() => DotEnvFile.Parse("PASSWORD=\"hunter2\" x\nKEY=hunter2${")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_callers_environment_comes_before_the_file_when_variables_are_put_in() =>
        Assert.Equal("outer", DotEnvFile.Parse("B=inner\nA=$B").Resolve(new Dictionary<string, string> { ["B"] = "outer" })["A"]);

    [Fact]
    public void A_name_alone_takes_the_callers_value()
    {
        var file = DotEnvFile.Parse("A\n");
        Assert.Empty(file.Resolve(NoEnvironment));
        Assert.Equal("x", file.Resolve(new Dictionary<string, string> { ["A"] = "x" })["A"]);
    }

    [Fact]
    public void Adding_missing_keys_keeps_every_line_as_it_was()
    {
        const string mine = "# mine\r\nA =  1   # odd\n\nexport B='x\ny'\nC\n";
        var example = DotEnvFile.Empty.Comment("The file").Blank().Comment("first").Set("A", "other").Comment("second\nlines").Set("D", "new one").Set("E", "2");
        Assert.Equal(mine + "\n# second\n# lines\nD='new one'\nE=2\n", DotEnvFile.Parse(mine).AddMissing(example).Write());
    }

    [Fact]
    public void Adding_nothing_changes_nothing()
    {
        var file = DotEnvFile.Parse("A=1\n");
        Assert.Same(file, file.AddMissing(DotEnvFile.Empty.Set("A", "2")));
    }

    [Theory]
    [InlineData("plain/path:80", "A=plain/path:80")]
    [InlineData("two words", "A='two words'")]
    [InlineData("it's", "A=\"it's\"")]
    [InlineData("back\\slash", "A=\"back\\\\slash\"")]
    [InlineData("", "A=")]
    [InlineData("#hash", "A='#hash'")]
    [InlineData("$cash", "A='$cash'")]
    [InlineData("a'$b", "A=\"a'\\$b\"")]
    public void A_literal_is_quoted_only_where_it_must_be(string value, string line) =>
        Assert.Equal(line + "\n", DotEnvFile.Empty.Set("A", value).Write());

    [Fact]
    public void Variables_stay_variables() =>
        Assert.Equal("A=${B:-x}/${C}\n", DotEnvFile.Empty.Set("A", Env.Var("B").Or("x") + (Template)"/" + Env.Var("C")).Write());

    [Fact]
    public void A_value_with_NUL_is_refused() =>
        Assert.Throws<ArgumentException>(() => DotEnvFile.Empty.Set("A", "a\0b").Write());
}
