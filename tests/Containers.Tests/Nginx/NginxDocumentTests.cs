using ArgusAI.Containers.Nginx;

namespace ArgusAI.Containers.Tests.Nginx;

public class NginxDocumentTests
{
    [Fact]
    public void A_file_is_read_as_a_tree_with_positions_and_comments()
    {
        var document = NginxDocument.Parse("""
            # what it is

            # the first
            user  nginx;   # whom
            events { worker_connections 64; } # few
            http {
                # said
                # twice
                server { listen 80 default_server;
                    # nothing more
                }
            }
            # the end
            """);
        Assert.Equal("what it is", document.Header.Value);
        Assert.Equal("the end", document.Footer.Value);
        var (user, events, http) = (document.Directives[0], document.Directives[1], document.Directives[2]);
        Assert.Equal("the first\nwhom", user.Comment.Value);
        Assert.Equal(new Position(4, 1), user.Position.Value);
        Assert.Equal(new Position(4, 7), user.PositionOf(0));
        Assert.Equal("few", events.ClosingComment.Value);
        var server = Assert.Single(http.Block!);
        Assert.Equal("said\ntwice", server.Comment.Value);
        Assert.Equal("nothing more", server.ClosingComment.Value);
        Assert.Equal(["80", "default_server"], server.Block![0].Arguments);
        Assert.Equal(new Position(9, 24), server.Block[0].PositionOf(1));
    }

    [Theory]
    [InlineData("a b c;", "b", "c")]
    [InlineData("a \"b c\" 'd;e';", "b c", "d;e")]
    [InlineData("a 'it\\'s' \"say \\\"hi\\\"\";", "it's", "say \"hi\"")]
    [InlineData("a \"it's\" 'say \"hi\"';", "it's", "say \"hi\"")]
    [InlineData("a \\.php$ a\\tb;", "\\.php$", "a\tb")]
    [InlineData("a \"\\$x\" \\\\n;", "\\$x", "\\n")]
    [InlineData("a ${b}c $d{};", "${b}c", "$d{}")]
    [InlineData("a x#y x}y;", "x#y", "x}y")]
    [InlineData("a x\"y z'w;", "x\"y", "z'w")]
    [InlineData("a\r\n  b\r\n  c\r\n;\r\n", "b", "c")]
    [InlineData("a \"{2}\" '';", "{2}", "")]
    [InlineData("a x\\ y z;", "x\\ y", "z")]
    [InlineData("a # b;\n c d;", "c", "d")]
    [InlineData("a \"two\nlines\" b;", "two\nlines", "b")]
    public void Arguments_are_unquoted_as_nginx_does(string text, params string[] arguments)
    {
        if (text.Contains("{}", StringComparison.Ordinal)) text = text.Replace("$d{}", "\"$d{}\"", StringComparison.Ordinal);
        Assert.Equal(arguments, Assert.Single(NginxDocument.Parse(text).Directives).Arguments);
    }

    [Fact]
    public void A_parenthesis_after_a_quote_is_a_word_of_its_own()
    {
        var condition = Assert.Single(NginxDocument.Parse("if ($a = \"b\"){ return 1; }").Directives);
        Assert.Equal(["($a", "=", "b", ")"], condition.Arguments);
        Assert.Equal(["1"], condition.Block![0].Arguments);
    }

    [Theory]
    [InlineData("a;\nb {\n  c 1\n}\n", "3:6", "'c' has no end before '}'")]
    [InlineData("a b", "1:4", "'a' has no end before the file's end")]
    [InlineData("a;\n}\n", "2:1", "'}' closes nothing")]
    [InlineData("a {\n b;\n", "1:1", "the block of 'a' does not end")]
    [InlineData("a 'b;\nc;", "1:3", "has no closing '")]
    [InlineData("a \"b\"c;", "1:6", "'c' follows a closing quote")]
    [InlineData(";", "1:1", "';' ends nothing")]
    [InlineData("a;\n {}", "2:2", "opens a block without a name")]
    [InlineData("\uFEFFa;", "1:1", "byte-order mark")]
    [InlineData("a_by_lua_block { if x then", "1:16", "does not end")]
    public void What_nginx_refuses_is_a_problem_with_its_place(string text, string place, string message)
    {
        var problem = Assert.Throws<SyntaxException>(() => NginxDocument.Parse(text)).Problems[0];
        Assert.Equal(place, problem.Position.ToString());
        Assert.Contains(message.Replace("quote", "\"", StringComparison.Ordinal), problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_goes_on_behind_a_problem()
    {
        var read = NginxDocument.Read("a { b 1 }\n}\nc;");
        Assert.Equal(2, read.Problems.Count);
        Assert.Equal(["a", "c"], read.Model!.Directives.Select(d => d.Name));
        Assert.Equal(["1"], read.Model.Directives[0].Block![0].Arguments);
    }

    [Fact]
    public void The_body_of_a_Lua_block_is_kept_as_it_stands()
    {
        const string lua = "\n  -- a brace } in a comment\n  local t = { \"}\", [==[ } ]==] }\n  --[[ } ]]\n  ngx.say('}\\'}')\n";
        var block = NginxDocument.Parse($"content_by_lua_block {{{lua}}} # after\nx;").Directives[0];
        Assert.Equal(lua, block.Raw);
        Assert.Equal("after", block.Comment.Value);
        Assert.Contains($"content_by_lua_block {{{lua}}}\nx;", new NginxDocument([block, Directive.Of("x")]).Write(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("}")]
    [InlineData("{")]
    [InlineData("-- x")]
    [InlineData("'")]
    public void Lua_that_would_not_end_with_its_block_is_refused(string lua) =>
        Assert.Throws<ArgumentException>(() => new NginxDocument([Directive.Of("content_by_lua_block") with { Raw = lua }]).Write());

    [Fact]
    public void A_text_longer_than_nginx_reads_is_refused_when_written_and_a_problem_when_read()
    {
        Assert.Throws<ArgumentException>(() => new NginxDocument([Directive.Of("a", new string('x', 4096))]).Write());
        Assert.Contains("too long for nginx", Assert.Single(NginxDocument.Read($"a {new string('é', 2048)};").Problems).Message, StringComparison.Ordinal);
        Assert.Empty(NginxDocument.Read($"a {new string('é', 2047)};").Problems);
    }
}
