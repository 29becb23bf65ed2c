namespace ArgusAI.Containers.Reviews;

/// <summary>Encryption.</summary>
static partial class NginxPolicies
{
    static readonly string[] Broken = ["RC4", "3DES", "DES-CBC", "MD5", "NULL", "EXP", "ADH", "AECDH", "LOW", "MEDIUM", "ALL", "IDEA", "SEED"];

    static IEnumerable<Policy> Tls =>
    [
        OfEach("nginx-old-tls", Severity.Error, "Mozilla Server Side TLS, intermediate; CIS NGINX 4.1.4", "TLS before 1.2 is broken.",
            "ssl_protocols TLSv1.2 TLSv1.3", "ssl_protocols", p => p.Self.Arguments.Any(a => a is "SSLv2" or "SSLv3" or "TLSv1" or "TLSv1.1") ? $"allows {p.Text}" : null),
        OfEach("nginx-weak-ciphers", Severity.Error, "Mozilla Server Side TLS, intermediate; CIS NGINX 4.1.5", "What it encrypts can be read or changed.",
            "the cipher list of Mozilla's intermediate profile", "ssl_ciphers", p => Suites(p).FirstOrDefault(s => Broken.Any(b => s.Contains(b, StringComparison.Ordinal))) is { } weak ? $"allows {weak}" : null),
        OfEach("nginx-no-forward-secrecy", Severity.Warning, "Mozilla Server Side TLS, intermediate", "Who records today and gets the key later reads everything.",
            "suites that begin with ECDHE- or DHE-", "ssl_ciphers", p => Suites(p).FirstOrDefault(s => s.StartsWith("AES", StringComparison.Ordinal) || s.StartsWith("CAMELLIA", StringComparison.Ordinal) || s is "RSA" or "kRSA") is { } weak ? $"allows {weak}, without forward secrecy" : null),
        OfServer("nginx-session-tickets", Severity.Note, "Mozilla SSL configuration generator, intermediate", "One key, as old as the process, opens every resumed session.",
            "ssl_session_tickets off", s => s.SpeaksTls && s.Value("ssl_session_tickets") != "off" ? "resumes sessions by tickets" : null),
        OfServer("nginx-stapling-resolver", Severity.Warning, "gixy-ng OCSP stapling without resolver; ngx_http_ssl_module, ssl_stapling", "nginx cannot ask the authority: nothing is stapled.",
            "add resolver", s => s.Value("ssl_stapling") == "on" && s.Value("resolver") is null && s.Value("ssl_stapling_file") is null ? "staples without a resolver" : null),
        OfServer("nginx-hsts", Severity.Warning, "Mozilla Server Side TLS, OWASP Secure Headers; decision D29", "Without it a browser's first request can be taken over plain HTTP.",
            "add_header Strict-Transport-Security", s => s.SpeaksTls && !s.Headers("add_header").Contains("Strict-Transport-Security") ? "speaks TLS without Strict-Transport-Security" : null),
        OfEach("nginx-hsts-age", Severity.Warning, "Mozilla HTTP Observatory (at least six months), Mozilla Server Side TLS", "Who comes back later than that is unprotected again.",
            "max-age=63072000", "add_header", p => Is(p.Argument, "Strict-Transport-Security") && p.Self.Arguments.Count > 1 && Age(p.Self.Arguments[1]) is < 15_552_000 ? $"protects for {p.Self.Arguments[1]} only" : null),
        Of("nginx-plain-http", Severity.Warning, "Mozilla Server Side TLS (redirect HTTP to HTTPS), OWASP Transport Layer Security", "Passwords and cookies travel in the open beside the encrypted way.",
            "return 301 https://$host$request_uri", t => t.HasTls ? from s in t.Servers where !s.SpeaksTls && s.HasContent && !IsLoopbackOnly(s) select s.Breach("serves content without TLS") : []),
        OfEach("nginx-ssl-on", Severity.Error, "nginx 1.25.1 changes", "The directive is gone: nginx does not start.",
            "listen … ssl", "ssl", p => p.Argument == "on" ? "says ssl on" : null),
        OfEach("nginx-http2-listen", Severity.Warning, "nginx 1.25.1 changes; decision D29", "The http2 parameter of listen is deprecated.",
            "http2 on", "listen", p => p.Self.Arguments.Contains("http2") ? "uses listen … http2" : null),
        OfEach("nginx-upstream-tls", Severity.Warning, "ngx_http_proxy_module, proxy_ssl_verify (off by default); CWE-295", "nginx talks TLS to anyone who answers.",
            "proxy_ssl_verify on with proxy_ssl_trusted_certificate", "proxy_pass", p => p.Argument?.StartsWith("https://", StringComparison.Ordinal) == true && p.Around!.Value("proxy_ssl_verify") != "on" ? "does not check the upstream's certificate" : null),
    ];

    /// <summary>The suites a list allows.</summary>
    static IEnumerable<string> Suites(Place ciphers) => ciphers.Text.Split([':', ' ', ','], StringSplitOptions.RemoveEmptyEntries).Where(s => s[0] is not ('!' or '-' or '@')).Select(s => s.TrimStart('+'));

    static long? Age(string value) => value.Split(';').Select(p => p.Trim().Trim('"')).FirstOrDefault(p => p.StartsWith("max-age=", StringComparison.OrdinalIgnoreCase)) is { } part && long.TryParse(part.AsSpan(8), out var seconds) ? seconds : null;

    static bool IsLoopbackOnly(Place server) => server.Named("listen").Any() && server.Named("listen").All(l => l.Argument is { } at && (at.StartsWith("127.", StringComparison.Ordinal) || at.StartsWith("[::1]", StringComparison.Ordinal) || at.StartsWith("unix:", StringComparison.Ordinal)));
}
