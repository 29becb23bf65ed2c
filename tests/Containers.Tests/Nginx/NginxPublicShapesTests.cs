using ArgusAI.Containers.Nginx;

namespace ArgusAI.Containers.Tests.Nginx;

/// <summary>Shapes that well-known public configurations have, each in a wording of its own.</summary>
public class NginxPublicShapesTests
{
    static NginxConfig Read(string http)
    {
        var config = NginxConfig.Parse($"events {{ }}\nhttp {{\n{http}\n}}\n");
        // What is read, and written, is what was there: the tree loses no directive.
        Assert.Equal(Names(NginxDocument.Parse(http).Directives).Order(), Names(NginxDocument.Parse(config.Write()).Directives[^1].Block!).Order());
        return config;
    }

    static IEnumerable<string> Names(IEnumerable<Directive> directives) => directives.SelectMany(d => Names(d.Block ?? []).Prepend(d.Name));

    static Server Server(string body, string around = "") => Assert.Single(Read($"{around}\nserver {{\n{body}\n}}").Http.Servers);

    [Fact]
    public void Nextclouds_PHP_location_keeps_its_expression_and_its_parameters()
    {
        var php = Assert.Single(Server("""
            listen 80;
            location ~ \.php(?:$|/) {
                rewrite ^/(?!index|remote|public|cron) /index.php$request_uri;
                fastcgi_split_path_info ^(.+?\.php)(/.*)$;
                set $path_info $fastcgi_path_info;
                try_files $fastcgi_script_name =404;
                include fastcgi_params;
                fastcgi_param PATH_INFO $path_info;
                fastcgi_max_temp_file_size 0;
            }
            """).Locations);
        Assert.Equal((Match.Regex, @"\.php(?:$|/)"), (php.Match, php.Path));
        Assert.Equal(["$fastcgi_script_name", "=404"], php.TryFiles);
        // The rewrite runs before the set, which the model cannot say.
        Assert.Empty(php.Set);
        Assert.Equal(["rewrite", "fastcgi_split_path_info", "set", "include", "fastcgi_param", "fastcgi_max_temp_file_size"], php.Extra.Select(d => d.Name));
    }

    [Fact]
    public void Nextclouds_well_known_addresses_are_nested_locations()
    {
        var known = Assert.Single(Server("""
            location ^~ /.well-known {
                location = /.well-known/carddav { return 301 /remote.php/dav/; }
                location /.well-known/acme-challenge { try_files $uri $uri/ =404; }
                return 301 /index.php$request_uri;
            }
            """).Locations);
        Assert.Equal(Match.PrefixFinal, known.Match);
        Assert.Equal(new Return(301, "/remote.php/dav/"), known.Locations[0].Return);
        Assert.Equal("/index.php$request_uri", known.Return!.Text!.ToString());
    }

    [Fact]
    public void The_output_of_Mozillas_generator_becomes_certificates_and_protocols()
    {
        var config = Read("""
            server { listen 80 default_server; listen [::]:80 default_server; location / { return 301 https://$host$request_uri; } }
            server {
                listen 443 ssl; listen [::]:443 ssl;
                http2 on;
                ssl_certificate /path/chain; ssl_certificate_key /path/key;
                ssl_protocols TLSv1.2 TLSv1.3;
                ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256;
                ssl_ecdh_curve X25519:prime256v1:secp384r1;
                ssl_prefer_server_ciphers off;
                ssl_session_timeout 1d;
                ssl_session_cache shared:MozSSL:10m;
                ssl_dhparam "/path/dh";
                add_header Strict-Transport-Security "max-age=63072000" always;
                ssl_stapling on; ssl_stapling_verify on; ssl_trusted_certificate /path/roots;
                resolver 127.0.0.1 valid=300s ipv6=off;
            }
            """);
        var secure = config.Http.Servers[1];
        Assert.Equal(Tls.MozillaIntermediate("/path/chain", "/path/key") with
        {
            Ciphers = ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"],
            SessionCache = ["shared:MozSSL:10m"], SessionTickets = null, DhParam = "/path/dh", Stapling = true, StaplingVerify = true, TrustedCertificate = "/path/roots",
        }, secure.Tls);
        Assert.True(secure.Http2);
        Assert.Equal([new ResponseHeader("Strict-Transport-Security", "max-age=63072000")], secure.Headers);
        Assert.Empty(secure.Extra);
    }

    [Fact]
    public void A_WebSocket_proxy_for_Home_Assistant_is_a_map_and_a_location()
    {
        var config = Read("""
            map $http_upgrade $connection_upgrade { default upgrade; '' close; }
            server {
                server_name ha.example.com;
                proxy_buffering off;
                location / {
                    proxy_pass http://10.0.0.5:8123;
                    proxy_set_header Host $host;
                    proxy_http_version 1.1;
                    proxy_set_header Upgrade $http_upgrade;
                    proxy_set_header Connection $connection_upgrade;
                }
            }
            """);
        Assert.Equal(Map.ConnectionUpgrade with { Values = new() { [""] = "close" } }, config.Http.Maps[0]);
        Assert.Equal(new Proxy("http://10.0.0.5:8123"), config.Http.Servers[0].Locations[0].Proxy);
        Assert.Equal(3, config.Http.Servers[0].Locations[0].ProxyHeaders.Count);
        Assert.Equal(["proxy_buffering"], config.Http.Servers[0].Extra.Select(d => d.Name));
    }

    [Fact]
    public void Frigates_inner_sign_in_is_an_internal_location_that_others_ask()
    {
        var server = Server("""
            listen 8971;
            location = /auth { internal; proxy_pass http://127.0.0.1:5001/auth; proxy_pass_request_body off; }
            location /api/ { auth_request /auth; auth_request_set $user $upstream_http_remote_user; proxy_pass http://127.0.0.1:5001/; }
            location ~* \.(?:jpg|png|mp4)$ { root /media/frigate; expires 7d; access_log off; }
            """);
        Assert.True(server.Locations[0].Internal);
        Assert.Equal("/auth", server.Locations[1].AuthRequest);
        Assert.Equal((Match.RegexIgnoreCase, AccessLog.Off), (server.Locations[2].Match, server.Locations[2].AccessLog));
        Assert.Equal(["7d"], server.Locations[2].Expires);
    }

    [Fact]
    public void Mailcows_site_keeps_the_order_of_its_included_files()
    {
        var server = Server("""
            include /etc/nginx/conf.d/listen_ssl.active;
            ssl_certificate /etc/ssl/mail/cert.pem; ssl_certificate_key /etc/ssl/mail/key.pem;
            server_tokens off;
            location ~ ^/(?:cgi-bin|rspamd)/(.*) { proxy_pass http://rspamd:11334/$1; proxy_redirect off; }
            location ^~ /principals { return 301 /SOGo/dav; }
            include /etc/nginx/conf.d/site.*.custom;
            """, "resolver 127.0.0.11;");
        Assert.Equal(["/etc/nginx/conf.d/listen_ssl.active"], server.Extra.Select(d => d.Arguments[0]));
        Assert.Equal(["/etc/nginx/conf.d/site.*.custom"], server.ExtraAfter.Select(d => d.Arguments[0]));
        Assert.Equal("http://rspamd:11334/$1", server.Locations[0].Proxy!.Pass);
    }

    [Fact]
    public void GitLabs_workhorse_is_an_upstream_on_a_socket_behind_named_pages()
    {
        var config = Read("""
            upstream workhorse { server unix:/var/run/gitlab/socket fail_timeout=0; }
            log_format with_filter '$remote_addr - $remote_user [$time_local] '
                                   '"$request_method $filtered $server_protocol" $status';
            server {
                listen *:80; listen [::]:80 ipv6only=on;
                client_max_body_size 0;
                error_page 404 /404.html;
                error_page 502 503 =502 @down;
                location / { proxy_pass http://workhorse; proxy_read_timeout 300; gzip off; }
                location @down { root /opt; internal; }
            }
            """);
        Assert.Equal(new UpstreamServer("unix:/var/run/gitlab/socket") { FailTimeout = Duration.Zero }, config.Http.Upstreams[0].Servers[0]);
        Assert.Equal("$remote_addr - $remote_user [$time_local] \"$request_method $filtered $server_protocol\" $status", config.Http.LogFormats[0].Text.ToString());
        var server = config.Http.Servers[0];
        Assert.Equal([new Listen(80) { Address = "*" }, new Listen(80) { Address = "[::]", Options = ["ipv6only=on"] }], server.Listen);
        Assert.Equal(new ErrorPage([502, 503], "@down") { Answer = "=502" }, server.ErrorPages[1]);
        Assert.Equal(Duration.Seconds(300), server.Locations[0].Proxy!.ReadTimeout);
        Assert.Equal(new ByteSize(0), server.ClientMaxBodySize);
    }

    [Fact]
    public void H5bps_cache_rules_are_a_map_of_expressions()
    {
        var config = Read("""
            map $sent_http_content_type $expires {
                default 1y;
                "" off;
                ~*text/html 0;
                "~*application/(rss|atom)\+xml" 1h;
            }
            gzip on; gzip_comp_level 5; gzip_min_length 256; gzip_proxied any; gzip_vary on; gzip_types text/css application/json;
            server { listen [::]:80; listen 80; server_name example.com; root /var/www/public; expires $expires; error_page 404 /404.html; }
            """);
        Assert.Equal(["", "~*text/html", @"~*application/(rss|atom)\+xml"], config.Http.Maps[0].Values.Keys);
        Assert.Equal(new Gzip(["text/css", "application/json"], new ByteSize(256)) { Level = 5 }, config.Http.Gzip);
        Assert.Equal(["$expires"], config.Http.Servers[0].Expires);
    }

    [Fact]
    public void An_evil_if_stays_where_it_stands()
    {
        var location = Assert.Single(Server("""
            location / {
                set $true 1;
                if ($true) { add_header X-First 1; }
                if ($http_user_agent ~* "(curl|wget){1,2}") { return 403; }
                if (!-f $request_filename) { rewrite ^(.*)$ /index.php?q=$1 last; break; }
                return 204;
            }
            """).Locations);
        Assert.Equal("1", location.Set["$true"].ToString());
        Assert.Equal(["if", "if", "if"], location.Extra.Select(d => d.Name));
        Assert.Equal(["($http_user_agent", "~*", "(curl|wget){1,2}", ")"], location.Extra[1].Arguments);
        Assert.Equal(204, location.Return!.Code);
    }

    [Fact]
    public void A_map_of_hosts_and_expressions_is_read_whole()
    {
        var map = Assert.Single(Read("""
            map $host $backend {
                hostnames;
                volatile;
                .example.com  a;
                *.example.org b;
                "~^(?<sub>.+)\.example\.net$" $sub;
                \default c;
                default   "none at all";
            }
            """).Http.Maps);
        Assert.True(map is { Hostnames: true, Volatile: true });
        Assert.Equal([".example.com", "*.example.org", @"~^(?<sub>.+)\.example\.net$", "default"], map.Values.Keys);
        Assert.Equal("none at all", map.Default.ToString());
    }

    [Theory]
    [InlineData("location ~ \"^/[0-9]{4}/\\d{2}\\.html$\" { deny all; }", @"^/[0-9]{4}/\d{2}\.html$", Match.Regex)]
    [InlineData("location ~* '^/(?:a|b){1,3};x$' { deny all; }", "^/(?:a|b){1,3};x$", Match.RegexIgnoreCase)]
    [InlineData("location ~\\.ht { deny all; }", @"\.ht", Match.Regex)]
    [InlineData("location =/robots.txt { deny all; }", "/robots.txt", Match.Exact)]
    [InlineData("location ^~/static/ { deny all; }", "/static/", Match.PrefixFinal)]
    [InlineData("location ~ /\\.(?!well-known) { deny all; }", @"/\.(?!well-known)", Match.Regex)]
    public void A_locations_expression_is_read_with_its_braces_and_without_a_blank(string text, string path, Match match)
    {
        var location = Assert.Single(Server(text).Locations);
        Assert.Equal((path, match), (location.Path, location.Match));
        Assert.Equal([new Access(false, "all")], location.Access);
    }

    [Fact]
    public void A_JSON_log_format_over_several_lines_is_one_text()
    {
        var format = Assert.Single(Read("""
            log_format json escape=json '{'
              '"time":"$time_iso8601",'
              '"status":$status'
            '}';
            access_log /var/log/nginx/json.log json buffer=32k flush=5s if=$loggable;
            """).Http.LogFormats);
        Assert.Equal(LogFormat.Json("json", new() { ["time"] = "$time_iso8601", ["status"] = "$status" }, "status"), format);
    }

    [Fact]
    public void Other_blocks_than_http_are_kept_as_they_stand()
    {
        var config = NginxConfig.Parse("""
            load_module modules/ngx_stream_module.so;
            events { use epoll; worker_connections 10; }
            stream { upstream dns { server 10.0.0.1:53; } server { listen 53 udp; proxy_pass dns; } }
            mail { server { listen 25; protocol smtp; } }
            http { }
            """);
        Assert.Equal(["load_module", "stream", "mail"], config.Extra.Select(d => d.Name));
        Assert.Equal(["use"], config.Events.Select(d => d.Name));
        Assert.Equal(10, config.WorkerConnections);
    }

    [Fact]
    public void Types_are_a_table_of_any_keys()
    {
        var config = Read("types { text/html html htm shtml; image/svg+xml svg; }");
        Assert.Equal(["text/html", "image/svg+xml"], config.Http.Extra[0].Block!.Select(d => d.Name));
    }
}
