using ArgusAI.Containers.Nginx;

namespace ArgusAI.Containers.Tests.Nginx;

public class NginxWritingTests
{
    internal static NginxConfig Sample { get; } = new()
    {
        Header = "The TLS front.",
        Pid = "/tmp/nginx.pid",
        ErrorLog = new("/dev/stderr"),
        Http = new Http
        {
            TempFolder = "/tmp",
            LogFormats = [LogFormat.Json("json", new() { ["time"] = "$time_iso8601", ["status"] = "$status" }, "status")],
            AccessLog = new("/dev/stdout", "json"),
            Resolver = Resolver.Docker,
            Maps = [Map.ConnectionUpgrade with { Comment = "WebSockets need it, keep-alive must not have it" }],
            ProxyHeaders = [new("Host", "$http_host"), new("X-Forwarded-Proto", "$scheme")],
            Servers =
            [
                new Server { Listen = Listen.Everywhere(80), Return = new(301, "https://$host$request_uri") },
                new Server
                {
                    Listen = Listen.Everywhere(443, ssl: true),
                    Http2 = true,
                    Tls = new Tls("/certs/cert.pem", "/certs/key.pem"),
                    Headers = [new("Strict-Transport-Security", "max-age=63072000"), new("X-Frame-Options", "DENY")],
                    ClientMaxBodySize = ByteSize.Megabytes(50),
                    Set = new() { ["$backend"] = "backend:8000" },
                    Locations =
                    [
                        new Location("/api/")
                        {
                            Proxy = new("http://$backend") { ReadTimeout = Duration.Hours(1) },
                            ProxyHeaders = [new("Upgrade", "$http_upgrade"), new("Connection", "$connection_upgrade")],
                            Why = new() { ["proxy_read_timeout"] = "sockets are silent for long" },
                        },
                        new Location("/assets/") { Root = "/www", Headers = [new("X-Frame-Options", "SAMEORIGIN")] },
                        new Location("/metrics", Match.Exact) { Return = new(404) },
                    ],
                },
            ],
        },
    };

    [Fact]
    public void A_configuration_is_written_with_the_full_header_set_wherever_one_is_added() => Assert.Equal("""
        # The TLS front.
        worker_processes auto;
        pid /tmp/nginx.pid;
        error_log /dev/stderr warn;

        events {
            worker_connections 1024;
        }

        http {
            include /etc/nginx/mime.types;
            default_type application/octet-stream;
            server_tokens off;
            sendfile on;
            client_body_temp_path /tmp/client_body;
            proxy_temp_path /tmp/proxy;
            fastcgi_temp_path /tmp/fastcgi;
            uwsgi_temp_path /tmp/uwsgi;
            scgi_temp_path /tmp/scgi;
            log_format json escape=json "{\"time\":\"$time_iso8601\",\"status\":$status}";
            access_log /dev/stdout json;
            resolver 127.0.0.11 valid=5s ipv6=off;
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-Proto $scheme;

            # WebSockets need it, keep-alive must not have it
            map $http_upgrade $connection_upgrade {
                default upgrade;
                "" "";
            }

            server {
                listen 80;
                listen [::]:80;
                server_name _;
                return 301 https://$host$request_uri;
            }

            server {
                listen 443 ssl;
                listen [::]:443 ssl;
                http2 on;
                server_name _;
                ssl_certificate /certs/cert.pem;
                ssl_certificate_key /certs/key.pem;
                ssl_protocols TLSv1.2 TLSv1.3;
                ssl_prefer_server_ciphers off;
                ssl_session_timeout 24h;
                ssl_session_cache shared:tls:10m;
                ssl_session_tickets off;
                set $backend backend:8000;
                client_max_body_size 50m;
                add_header Strict-Transport-Security max-age=63072000 always;
                add_header X-Frame-Options DENY always;

                location /api/ {
                    proxy_set_header Host $http_host;
                    proxy_set_header X-Forwarded-Proto $scheme;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection $connection_upgrade;
                    proxy_pass http://$backend;
                    proxy_http_version 1.1;
                    # sockets are silent for long
                    proxy_read_timeout 1h;
                }

                location /assets/ {
                    root /www;
                    add_header Strict-Transport-Security max-age=63072000 always;
                    add_header X-Frame-Options SAMEORIGIN always;
                }

                location = /metrics {
                    return 404;
                }
            }
        }

        """, Sample.Write());

    [Fact]
    public void The_upstreams_are_known_through_the_variables_that_name_them() => Assert.Equal(["backend:8000"], Sample.Upstreams);

    [Theory]
    [InlineData("plain-text_1", "plain-text_1")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("a{b}", "\"a{b}\"")]
    [InlineData("say \"hi\" \\ there", "\"say \\\"hi\\\" \\\\ there\"")]
    [InlineData("", "\"\"")]
    [InlineData("#no", "\"#no\"")]
    public void An_argument_cannot_end_its_line(string text, string written) => Assert.Contains(
        $"add_header X {written} always;", (Sample with { Http = new Http { Headers = [new("X", text)] } }).Write(), StringComparison.Ordinal);

    [Fact]
    public void A_variable_passed_to_without_name_servers_is_refused() =>
        Refused(Sample with { Http = Sample.Http with { Resolver = null } }, "expected a Resolver");

    [Fact]
    public void A_header_as_a_raw_directive_is_refused() =>
        Refused(Sample with { Http = new Http { Extra = [Directive.Of("add_header", "X", "y")] } }, "would cancel inherited headers");

    [Fact]
    public void A_raw_directive_cannot_smuggle_in_another() =>
        Refused(Sample with { Extra = [Directive.Of("daemon on; user root")] }, "'daemon on; user root' is not a directive");

    [Fact]
    public void TLS_without_a_certificate_is_refused() =>
        Refused(Sample with { Http = new Http { Servers = [new Server { Listen = Listen.Everywhere(443, ssl: true) }] } }, "speaks TLS without a certificate");

    [Fact]
    public void Two_locations_of_one_path_are_refused() => Refused(Sample with
    {
        Http = new Http { Servers = [new Server { Listen = Listen.Everywhere(80), Locations = [new("/") { Return = new(204) }, new("/") { Return = new(404) }] }] },
    }, "two locations");

    [Fact]
    public void A_location_that_answers_in_two_ways_is_refused() => Refused(Sample with
    {
        Http = new Http { Servers = [new Server { Listen = Listen.Everywhere(80), Locations = [new("/") { Return = new(204), Root = "/www" }] }] },
    }, "answers in two ways");

    [Fact]
    public void A_log_format_that_is_not_there_is_refused() =>
        Refused(Sample with { Http = new Http { AccessLog = new("/dev/stdout", "jsno") } }, "no log format 'jsno'");

    static void Refused(NginxConfig config, string problem) =>
        Assert.Contains(problem, Assert.Throws<ModelException>(config.Write).Message, StringComparison.Ordinal);
}
