using ArgusAI.Containers.Nginx;

namespace ArgusAI.Containers.Tests.Nginx;

public class NginxRulesTests
{
    static IEnumerable<string> Rules(string http) => NginxRules.Check(NginxConfig.Parse($"events {{ }} http {{ {http} }}")).Select(f => f.Rule);

    [Theory]
    [InlineData("undefined-log-format", "access_log /x y;", "log_format y $uri; access_log /x y;")]
    [InlineData("undefined-zone", "limit_req zone=a;", "limit_req_zone $uri zone=a:1m rate=1r/s; limit_req zone=a;")]
    [InlineData("undefined-zone", "limit_conn a 1;", "include zones.conf; limit_conn a 1;")]
    [InlineData("duplicate-upstream", "upstream a { server b; } upstream a { server c; }", "upstream a { server b; }")]
    [InlineData("duplicate-log-format", "log_format a b; log_format a c;", "log_format a b;")]
    [InlineData("duplicate-default-server", "server { listen 80 default_server; } server { listen 80 default_server; }", "server { listen 80 default_server; } server { listen 81 default_server; }")]
    [InlineData("reserved-variable", "geo $literal_dollar { default x; }", "geo $literal_dollar { default \"$\"; }")]
    [InlineData("empty-upstream", "upstream a { }", "upstream a { server unix:/x; }")]
    [InlineData("resolve-without-zone", "upstream a { server b resolve; }", "resolver 1.1.1.1; upstream a { zone z 1m; server b resolve; }")]
    [InlineData("newer-than-floor", "upstream a { zone z 1m; server b resolve; resolver 1.1.1.1; }", "upstream a { server b; }")]
    [InlineData("port-range", "server { listen 70000; }", "server { listen unix:/run/x; }")]
    [InlineData("no-certificate", "server { listen 443 ssl; }", "server { listen 443 ssl; ssl_reject_handshake on; }")]
    [InlineData("idle-certificate", "server { listen 80; ssl_certificate a; ssl_certificate_key b; }", "server { listen 80 ssl; ssl_certificate a; ssl_certificate_key b; }")]
    [InlineData("undefined-named-location", "server { location / { try_files $uri @x; } }", "server { location / { try_files $uri @x; } location @x { return 204; } }")]
    [InlineData("duplicate-location", "server { location / { location /a { } location /a { } } }", "server { location /a { } location = /a { } }")]
    [InlineData("two-answers", "server { location / { return 204; proxy_pass http://a; } }", "server { location / { proxy_pass http://a; } }")]
    [InlineData("root-and-alias", "server { location / { root /a; alias /b; } }", "server { location / { alias /b; } }")]
    [InlineData("relative-location", "server { location a { } }", "server { location ~ a { } }")]
    [InlineData("nested-location", "server { location @a { location /b { } } }", "server { location @a { } }")]
    [InlineData("header-control", "add_header a \"b\\r\\nSet-Cookie: c\";", "add_header a \"b\\tc\";")]
    [InlineData("header-control", "server { location / { proxy_set_header a \"b\\n\"; } }", "server { location / { return 200 \"b\\n\"; } }")]
    [InlineData("no-resolver", "server { location / { proxy_pass http://$host; } }", "server { location / { proxy_pass http://127.0.0.1:80$uri; } }")]
    [InlineData("no-resolver", "server { set $a b:80; location / { proxy_pass http://$a; } }", "upstream b { server c; } server { set $a b; location / { proxy_pass http://$a; } }")]
    public void A_contradiction_is_found_and_its_cure_is_not(string rule, string broken, string mended)
    {
        Assert.Contains(rule, Rules(broken));
        Assert.Empty(Rules(mended).Except(rule is "resolve-without-zone" ? ["newer-than-floor"] : []));
    }

    [Fact]
    public void A_finding_says_where_it_stands_in_the_text()
    {
        var finding = Assert.Single(NginxRules.Check(NginxConfig.Parse("events { }\nhttp {\n  server {\n    location /x/ { root /a; return 204; }\n  }\n}")));
        Assert.Equal(new Position(4, 5), finding.Position);
        Assert.Equal("two-answers", finding.Rule);
    }

    [Fact]
    public void A_raised_floor_allows_what_is_newer() =>
        Assert.Empty(NginxRules.Check(NginxConfig.Parse("events { } http { resolver 1.1.1.1; upstream a { zone z 1m; server b resolve; } }") with { Floor = new Version(1, 28) }));
}
