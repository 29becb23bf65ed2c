using ArgusAI.Containers.Nginx;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ArgusAI.Containers.Tests.Nginx;

public class NginxReadingTests
{
    public static class Arbitraries
    {
        public static Arbitrary<NginxConfig> Configs() => NginxModels.Configs.ToArbitrary();
        public static Arbitrary<Text> Texts() => NginxModels.Texts.ToArbitrary();
        public static Arbitrary<string> Strings() => RoundTripTests.Texts();
    }

    [Property(Arbitrary = [typeof(Arbitraries)], MaxTest = 200)]
    public void A_configuration_survives(NginxConfig config)
    {
        var written = config.Write();
        var read = NginxConfig.Parse(written);
        Assert.Equal(written, read.Write());
        // Their texts are equal and long: the message would be no help.
        Assert.True(config == read, "what was read writes the same text, but is not equal");
    }

    [Property(Arbitrary = [typeof(Arbitraries)], MaxTest = 300)]
    public void A_text_survives(Text text) => Assert.Equal(text, Text.Parse(text.ToString()));

    [Property(Arbitrary = [typeof(Arbitraries)], MaxTest = 300)]
    public void Any_literal_text_survives_in_a_header_an_answer_and_a_log_format(string text)
    {
        if (text.Length > 1000) return;
        var literal = Text.Literal(text);
        // Rule header-control.
        var visible = string.Concat(text.Where(c => !char.IsControl(c)));
        var config = NginxWritingTests.Sample with
        {
            Http = new Http
            {
                LogFormats = [new("x", literal)],
                Headers = [new("X", Text.Literal(visible))],
                Servers = [new Server { Listen = [new(80)], Return = new(200, literal) }],
            },
        };
        var tree = NginxDocument.Parse(config.Write()).Directives[^1].Block!;
        string Said(string written) => written.Replace("${literal_dollar}", "$", StringComparison.Ordinal);
        Assert.Equal(text, Said(tree.Single(d => d.Name == "log_format").Arguments[1]));
        Assert.Equal(visible, Said(tree.Single(d => d.Name == "add_header").Arguments[1]));
        Assert.Equal(text, Said(tree.Single(d => d.Name == "server").Block!.Single(d => d.Name == "return").Arguments[1]));
        Assert.Equal(text.Contains('$', StringComparison.Ordinal), tree.Any(d => d.Name == "geo"));
    }

    [Fact]
    public void The_sample_is_read_back()
    {
        var read = NginxConfig.Parse(NginxWritingTests.Sample.Write());
        Assert.Equal(NginxWritingTests.Sample, read);
        Assert.Equal("The TLS front.", read.Header.Value);
        Assert.Equal("WebSockets need it, keep-alive must not have it", read.Http.Maps[0].Comment.Value);
        Assert.Equal("sockets are silent for long", read.Http.Servers[1].Locations[0].Why["proxy_read_timeout"]);
    }

    [Fact]
    public void A_scope_that_loses_headers_is_kept_as_it_stands()
    {
        const string text = "worker_processes auto;\n\nevents {\n    worker_connections 512;\n}\n\nhttp {\n    add_header A 1;\n    add_header B 2 always;\n\n    server {\n        add_header C 3;\n    }\n}\n";
        var config = NginxConfig.Parse(text);
        Assert.False(config.Http.Servers[0].KeepsHeaders);
        Assert.Equal([new("C", "3", Always: false)], config.Http.Servers[0].Headers);
        Assert.Equal(text, config.Write());
    }

    [Theory]
    [InlineData("set $a 1; if ($b) { set $a 2; } if ($a = 2) { return 403; } rewrite ^ /x last; return 200;", true)]
    [InlineData("if ($b) { return 403; } set $a 2; return 200;", false)]
    [InlineData("return 200; set $a 1;", false)]
    [InlineData("set $a 1; set $a 2;", false)]
    [InlineData("rewrite ^/a /b; if ($c) { return 403; }", false)]
    public void Steps_whose_order_the_model_cannot_say_stay_as_they_stand(string steps, bool typed)
    {
        var config = NginxConfig.Parse($"events {{}} http {{ server {{ {steps} }} }}");
        Assert.Equal(typed, config.Http.Servers[0] is { Set.Count: > 0 } or { Rewrites.Count: > 0 } or { Return: not null });
        string[] steppers = ["set", "if", "rewrite", "return"];
        Assert.Equal(
            NginxDocument.Parse(steps).Directives,
            NginxDocument.Parse(config.Write()).Directives[^1].Block![^1].Block!.Where(d => steppers.Contains(d.Name)));
    }

    [Fact]
    public void Servers_with_an_included_file_between_them_stay_in_order()
    {
        var config = NginxConfig.Parse("events {} http { include a.conf; server { listen 1; } include b.conf; server { listen 2; } include c.conf; }");
        Assert.Equal(["a.conf"], config.Http.Extra.Select(d => d.Arguments[0]));
        Assert.Equal(["server", "include", "server", "include"], config.Http.ExtraAfter.Select(d => d.Name));
        var behind = NginxConfig.Parse("events {} http { server { listen 1; } include c.conf; }");
        Assert.Equal(1, Assert.Single(Assert.Single(behind.Http.Servers).Listen).Port);
        Assert.Equal(["server", "include"], NginxDocument.Parse(behind.Write()).Directives[^1].Block!.Select(d => d.Name));
    }

    [Theory]
    [InlineData("events {}", "1:1", "0 http blocks")]
    [InlineData("http {}\nhttp {}", "2:1", "2 http blocks")]
    [InlineData("http {\n  add_header X \"5$\";\n}", "2:16", "begins no variable")]
    [InlineData("worker_processes many;\nhttp {}", "1:18", "not a number of processes")]
    [InlineData("http {", "1:1", "does not end")]
    public void What_cannot_be_a_configuration_is_a_problem_with_its_place(string text, string place, string message)
    {
        var problem = NginxConfig.Read(text).Problems[0];
        Assert.Equal(place, problem.Position.ToString());
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5$")]
    [InlineData("${")]
    [InlineData("${a")]
    [InlineData("${a-b}")]
    [InlineData("$ a")]
    public void A_dollar_that_begins_no_variable_is_refused(string text) =>
        Assert.Contains("Text.Literal", Assert.Throws<ArgumentException>(() => Text.Parse(text)).Message, StringComparison.Ordinal);
}
