using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests.Policies;

/// <summary>Each policy about nginx: a text that breaks it, and one close to it that keeps it.</summary>
public class NginxPolicyTests
{
    const string Forwarded = "proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme;";

    public static TheoryData<string, string, string> Cases { get; } = new()
    {
        { "nginx-old-tls", "ssl_protocols TLSv1.1 TLSv1.2;", "ssl_protocols TLSv1.2 TLSv1.3;" },
        { "nginx-weak-ciphers", "ssl_ciphers ECDHE-RSA-RC4-SHA:HIGH;", "ssl_ciphers HIGH:!aNULL:!MD5:!RC4;" },
        { "nginx-no-forward-secrecy", "ssl_ciphers AES128-GCM-SHA256;", "ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256;" },
        { "nginx-session-tickets", "server { listen 443 ssl; }", "ssl_session_tickets off; server { listen 443 ssl; }" },
        { "nginx-stapling-resolver", "server { ssl_stapling on; }", "resolver 127.0.0.11; server { ssl_stapling on; }" },
        { "nginx-hsts", "server { listen 443 ssl; }", "server { listen 443 ssl; add_header strict-transport-security max-age=63072000; }" },
        { "nginx-hsts", "add_header Strict-Transport-Security x; server { listen 443 ssl; add_header X y; }", "add_header Strict-Transport-Security x; server { listen 443 ssl; }" },
        { "nginx-hsts-age", "add_header Strict-Transport-Security 'max-age=86400; includeSubDomains';", "add_header Strict-Transport-Security 'max-age=63072000; includeSubDomains';" },
        { "nginx-plain-http", "server { listen 443 ssl; } server { listen 80; root /www; }", "server { listen 443 ssl; } server { listen 80; return 301 https://$host$request_uri; }" },
        { "nginx-ssl-on", "server { ssl on; }", "server { listen 443 ssl; }" },
        { "nginx-http2-listen", "server { listen 443 ssl http2; }", "server { listen 443 ssl; http2 on; }" },
        { "nginx-upstream-tls", "location / { proxy_pass https://10.0.0.1; }", "proxy_ssl_verify on; location / { proxy_pass https://10.0.0.1; }" },
        { "nginx-lost-headers", "http { add_header A a; server { add_header B b; } }", "http { add_header A a; server { add_header a a; add_header B b; location / { } } }" },
        { "nginx-lost-headers", "server { proxy_set_header Host $host; location /ws { proxy_set_header Upgrade x; } }", "server { proxy_set_header Host $host; location /ws { proxy_pass http://10.0.0.1; } }" },
        { "nginx-nosniff", "server { root /www; }", "server { root /www; add_header X-Content-Type-Options nosniff; }" },
        { "nginx-frame-options", "server { root /www; }", "server { root /www; add_header Content-Security-Policy \"frame-ancestors 'self'\"; }" },
        { "nginx-referrer-policy", "server { root /www; }", "server { return 301 https://$host/; }" },
        { "nginx-header-always", "add_header X-Frame-Options DENY;", "add_header X-Frame-Options DENY always; add_header Cache-Control no-store;" },
        { "nginx-header-multiline", "add_header A \"a\n b\";", "add_header A \"a b\";" },
        { "nginx-header-content-type", "add_header Content-Type text/plain;", "default_type text/plain;" },
        { "nginx-cors-reflect", "location / { add_header Access-Control-Allow-Origin $http_origin; add_header Access-Control-Allow-Credentials true; }", "location / { add_header Access-Control-Allow-Origin $allowed; add_header Access-Control-Allow-Credentials true; }" },
        { "nginx-forwarded-headers", "location / { proxy_set_header Host $host; proxy_pass http://10.0.0.1; }", $"location / {{ {Forwarded} proxy_pass http://10.0.0.1; }}" },
        { "nginx-body-size", "server { location / { proxy_pass http://10.0.0.1; } }", "client_max_body_size 50m; server { location / { proxy_pass http://10.0.0.1; } }" },
        { "nginx-upstream-keepalive", "upstream a { server 10.0.0.1; keepalive 8; } server { location / { proxy_pass http://a; } }", "upstream a { server 10.0.0.1; keepalive 8; } server { proxy_http_version 1.1; location / { proxy_pass http://a; } }" },
        { "nginx-spoofed-client", "set_real_ip_from 0.0.0.0/0;", "set_real_ip_from 10.0.0.0/8;" },
        { "nginx-websocket-connection", "proxy_set_header Connection \"upgrade\";", "proxy_set_header Connection $connection_upgrade;" },
        { "nginx-websocket-version", "location /ws { proxy_set_header Upgrade $http_upgrade; }", "proxy_http_version 1.1; location /ws { proxy_set_header Upgrade $http_upgrade; }" },
        { "nginx-websocket-timeout", "proxy_set_header Upgrade $http_upgrade;", "proxy_read_timeout 1h; proxy_set_header Upgrade $http_upgrade;" },
        { "nginx-websocket-missing", "location /ws { proxy_pass http://10.0.0.1; }", "location /ws { proxy_set_header Upgrade $http_upgrade; proxy_pass http://10.0.0.1; } location /wsx { proxy_pass http://10.0.0.1; }" },
        { "nginx-upstream-name", "upstream a { server backend:8000; }", "upstream a { server 10.0.0.1:8000; server backend:8000 resolve; server unix:/run/a; }" },
        { "nginx-upstream-name", "location / { proxy_pass http://backend:8000; }", "upstream backend { server 10.0.0.1; } server { location / { proxy_pass http://backend; } location /v { proxy_pass http://$x; } }" },
        { "nginx-resolver-external", "resolver 127.0.0.11 8.8.8.8 valid=5s;", "resolver 127.0.0.11 172.16.0.2 [fd00::1] valid=5s ipv6=off;" },
        { "nginx-ssrf", "location / { proxy_pass http://$arg_host/; }", "location / { proxy_pass http://10.0.0.1/$arg_path; }" },
        { "nginx-http-splitting", "return 302 https://$host$uri;", "return 302 https://$host$request_uri; return 200 $uri;" },
        { "nginx-http-splitting", "rewrite ^ https://example.org$document_uri permanent;", "rewrite ^/a /b$uri last; add_header A $uri_x;" },
        { "nginx-host-redirect", "return 301 https://$http_host/;", "return 301 https://$host/;" },
        { "nginx-origin-regex", "if ($http_origin ~* example\\.com) { return 403; }", "if ($http_origin ~* \"^https://example\\.com$\") { return 403; }" },
        { "nginx-origin-regex", "map $http_origin $ok { default 0; ~example\\.com$ 1; }", "map $http_origin $ok { default 0; ~^https://example\\.com$ 1; }" },
        { "nginx-valid-referers", "valid_referers none example.org;", "valid_referers example.org;" },
        { "nginx-allow-without-deny", "location /a { allow 10.0.0.0/8; }", "location /a { allow 10.0.0.0/8; deny all; }" },
        { "nginx-return-before-deny", "location /a { deny all; return 200 x; }", "location /a { deny all; } location /b { return 200 x; }" },
        { "nginx-metrics", "location = /metrics { proxy_pass http://10.0.0.1; }", "location = /metrics { return 404; } location /metrics2 { proxy_pass http://10.0.0.1; }" },
        { "nginx-status", "location /s { stub_status; }", "location /s { stub_status; allow 127.0.0.1; deny all; }" },
        { "nginx-autoindex", "autoindex on;", "autoindex off;" },
        { "nginx-dotfiles", "server { root /www; }", "server { root /www; location ~ /\\. { deny all; } }" },
        { "nginx-user-root", "user root;", "user nginx;" },
        { "nginx-alias-traversal", "location /files { alias /data/; }", "location /files/ { alias /data/; } location = /a { alias /b/; }" },
        { "nginx-if", "location / { if ($a) { proxy_pass http://10.0.0.1; } }", "location / { if ($a) { return 403; } } if ($b) { set $c 1; }" },
        { "nginx-root-in-location", "server { location / { root /www; } }", "server { root /www; location / { root /other; } }" },
        { "nginx-unanchored-regex", "location ~ \\.php { }", "location ~ \\.php$ { }" },
        { "nginx-map-default", "map $a $b { x y; }", "map $a $b { default y; }" },
        { "nginx-server-tokens", "http { }", "http { server_tokens off; }" },
        { "nginx-ipv4-only", "server { listen 80; }", "server { listen 80; listen [::]:80; } server { listen 127.0.0.1:81; }" },
        { "nginx-default-server", "server { listen 80; } server { listen 80; }", "server { listen 80 default_server; } server { listen 80; } server { listen 81; }" },
        { "nginx-error-log-off", "error_log off;", "error_log /dev/stderr; access_log off;" },
        { "nginx-access-log-off", "http { access_log off; }", "location /health { access_log off; }" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_breach_is_found_and_its_neighbour_is_not(string id, string broken, string kept)
    {
        Assert.Contains(id, Reviewing.OfNginx(broken).Ids());
        Assert.DoesNotContain(id, Reviewing.OfNginx(kept).Ids());
    }

    [Fact]
    public void A_breach_stands_at_its_directive() =>
        Assert.Equal(new Position(2, 3), Reviewing.OfNginx("http {\n  autoindex on;\n}\n").Single(f => f.Policy.Id == "nginx-autoindex").Position);

    [Fact]
    public void The_model_itself_loses_no_header() =>
        Assert.DoesNotContain("nginx-lost-headers", new Review().Of("nginx.conf", Nginx.NginxWritingTests.Sample).Findings().Ids());
}
