namespace ArgusAI.Containers.Reviews;

/// <summary>The formats' own rules as policies, so that a file that contradicts itself is reported like any other breach: by id, with a fix.</summary>
/// <remarks>Files that were read are held against them; a model made in code is when it is written. What a newer version would take is a
/// note and what is only idle a warning, though this library's own writer refuses both.</remarks>
public static class ModelRules
{
    const string Bake = "Buildx, bake file reference";
    const string Spec = "Compose specification, and compose-go's validation";

    /// <summary>All, by format.</summary>
    public static Items<Policy> All { get; } =
    [
        Of("compose-name", Spec, "Compose refuses the name.", "the characters that the message lists"),
        Of("compose-relative-target", Spec, "The engine refuses a relative mount target.", "an absolute path"),
        Of("compose-duplicate-target", Spec, "The engine refuses two mounts on one target.", "every target once"),
        Of("compose-exclusive", Spec, "Two keys say different things: Compose refuses the file or ignores one.", "one of them"),
        Of("compose-source", Spec, "Compose refuses a secret or config without exactly one source.", "file, environment, content or external"),
        Of("compose-port-clash", "Docker Engine, port allocation", "The engine gives a host's port to one container: the other does not start.", "another port, or another address"),
        Of("compose-start-interval", "Compose specification, start_interval", "start_interval does nothing without start_period.", "both"),
        Of("compose-minimum-version", "release notes of Compose and Docker Engine", "An older Compose or engine refuses the key.", "a newer floor, or another way", Severity.Note),
        Of("compose-merge-tag", "Compose specification, merge (!reset and !override)", "Only a file that is laid over another can take something back.", "the tag in an overlay"),
        Of("compose-undefined-volume", Spec, "Compose refuses a volume that is not defined.", "define it under volumes"),
        Of("compose-undefined-network", Spec, "Compose refuses a network that is not defined.", "define it under networks"),
        Of("compose-undefined-secret", Spec, "Compose refuses a secret that is not defined.", "define it under secrets"),
        Of("compose-undefined-config", Spec, "Compose refuses a config that is not defined.", "define it under configs"),
        Of("compose-undefined-service", Spec, "Compose refuses a service that is not defined.", "name a service of the file"),
        Of("compose-unused-volume", "this project's design", "A volume that nobody mounts is a mistake in a name, or dead weight.", "use it, or remove it", Severity.Warning),
        Of("compose-unused-network", "this project's design", "A network that nobody joins is a mistake in a name, or dead weight.", "use it, or remove it", Severity.Warning),
        Of("compose-unused-secret", "this project's design", "A secret that nobody reads is a mistake in a name, or lies around for nothing.", "use it, or remove it", Severity.Warning),
        Of("compose-unused-config", "this project's design", "A config that nobody reads is a mistake in a name, or dead weight.", "use it, or remove it", Severity.Warning),
        Of("compose-undefined-model", Spec, "Compose refuses a model that is not defined.", "define it under models"),
        Of("compose-unused-model", "this project's design", "A model that nobody uses is a mistake in a name, or dead weight.", "use it, or remove it", Severity.Warning),
        Of("compose-duplicate-name", "Docker Engine, container names", "The engine gives a name to one container: the other does not start.", "another name"),
        Of("compose-build-platform", Spec, "The platform that runs is not among those that are built.", "add it to build.platforms"),
        Of("compose-not-built", "Compose specification, additional_contexts and depends_on", "A service without a build has nothing to give.", "name a service with build"),
        Of("compose-range", Spec, "Compose or the engine refuses the number.", "a number in the range that the message says"),
        Of("compose-host-address", Spec, "Compose refuses what is no address.", "an address, such as 127.0.0.1 or ::1"),
        Of("compose-watch", "Compose specification, develop", "Compose refuses a watch that lacks what its action needs.", "what the message names"),
        Of("compose-device-capabilities", "Compose specification, devices", "Compose refuses a device reservation without capabilities.", "capabilities: [gpu]"),
        Of("compose-no-image", Spec, "Compose refuses a service with nothing to run.", "image or build"),
        Of("compose-cycle", Spec, "Services that wait for each other never start.", "take one dependency out"),
        Of("compose-healthy-without-check", "Compose specification, depends_on", "Compose fails for a service that is never healthy: only an image with a check of its own has one then.", "a health check, or condition: service_started", Severity.Warning),
        Of("compose-profile-closure", "Compose specification, profiles", "With some profiles on, a service needs one that is off: Compose refuses to start.", "the same profiles, or required: false"),
        Of("dockerfile-duplicate-stage", "Docker build check DuplicateStageName, hadolint DL3024, Checkov CKV_DOCKER_11", "The builder takes the last stage of the name: the other is lost.", "another name"),
        Of("dockerfile-predefined-global-arg", "Docker reference, ARG (scope)", "Before the first FROM it empties what the builder sets.", "ARG inside the stages that use it"),
        Of("dockerfile-undefined-global-arg", "Docker build check UndefinedArgInFrom", "FROM knows only arguments that are declared before the first FROM.", "ARG above the first FROM", Severity.Warning),
        Of("dockerfile-frontend-version", "release notes of the Dockerfile frontend", "An older builder refuses it.", "# syntax=docker/dockerfile:VERSION, or a raised floor", Severity.Note),
        Of("dockerfile-repeated-instruction", "hadolint DL4003, DL4004 and DL3012, Docker build check MultipleInstructionsDisallowed", "Only the last one holds.", "one of them", Severity.Warning),
        Of("dockerfile-run-in-scratch", "Docker reference, FROM scratch", "There is no program to run in nothing.", "COPY first"),
        Of("dockerfile-onbuild-nesting", "hadolint DL3043, Docker reference, ONBUILD", "The builder refuses it.", "another instruction"),
        Of("dockerfile-onbuild-stage", "Docker reference, ONBUILD", "The build that runs it does not see the stage.", "an image"),
        Of("dockerfile-copy-nothing", "Docker reference, COPY", "The builder refuses a COPY without a source.", "at least one source"),
        Of("dockerfile-inline-file-without-name", "Docker reference, COPY (here-documents)", "A file without a name has no place in a folder.", "a name, or the file's whole path"),
        Of("dockerfile-copy-to-file", "hadolint DL3021, Docker reference, COPY", "The builder refuses several files for one.", "a folder, which ends with /"),
        Of("dockerfile-copy-outside-context", "Docker reference, COPY", "Nothing outside the build context reaches the builder.", "a path inside it", Severity.Warning),
        Of("nginx-undefined-log-format", "ngx_http_log_module", "nginx refuses an unknown log format.", "define it with log_format"),
        Of("nginx-undefined-zone", "ngx_http_limit_req_module, ngx_http_limit_conn_module", "nginx refuses an unknown zone.", "define it with limit_req_zone or limit_conn_zone"),
        Of("nginx-undefined-named-location", "ngx_http_core_module, try_files and error_page", "nginx answers 500 for a location that is not there.", "location @name"),
        Of("nginx-duplicate-upstream", "ngx_http_upstream_module", "nginx refuses two upstreams of one name.", "one of them"),
        Of("nginx-duplicate-log-format", "ngx_http_log_module", "nginx refuses two formats of one name.", "one of them"),
        Of("nginx-duplicate-default-server", "ngx_http_core_module, listen", "nginx refuses two defaults of one address.", "default_server at one of them"),
        Of("nginx-duplicate-location", "ngx_http_core_module, location", "nginx refuses two locations of one path.", "one of them"),
        Of("nginx-empty-upstream", "ngx_http_upstream_module", "nginx refuses an upstream without a server.", "at least one server"),
        Of("nginx-resolve-without-zone", "ngx_http_upstream_module, resolve", "nginx refuses resolve without shared memory.", "zone, and resolver"),
        Of("nginx-reserved-variable", "this library's writer", "The variable stands for a dollar.", "another name"),
        Of("nginx-raw-header", "ngx_http_headers_module", "A header given past the model cancels the inherited ones.", "the model's own lists"),
        Of("nginx-header-control", "RFC 9110, field values", "A line end in a header begins another header, or the body.", "a text without control characters"),
        Of("nginx-port-range", "ngx_http_core_module, listen", "nginx refuses the port.", "1 to 65535"),
        Of("nginx-no-certificate", "ngx_http_ssl_module", "nginx refuses TLS without a certificate.", "ssl_certificate and ssl_certificate_key"),
        Of("nginx-idle-certificate", "ngx_http_ssl_module", "The server has a certificate and speaks plain HTTP.", "listen … ssl"),
        Of("nginx-two-answers", "ngx_http_core_module", "Only one of the ways to answer is used.", "one of them"),
        Of("nginx-root-and-alias", "ngx_http_core_module", "nginx refuses root beside alias.", "one of them"),
        Of("nginx-relative-location", "ngx_http_core_module, location", "No request begins like that.", "a path that begins with /"),
        Of("nginx-nested-location", "ngx_http_core_module, location", "nginx refuses a location inside a named one.", "a location beside it"),
        Of("nginx-no-resolver", "ngx_http_proxy_module, proxy_pass; gixy-ng missing resolver; decision D27", "A name in a variable is asked for at each request, and nginx does not know whom: every answer is 502.", "resolver (127.0.0.11 in Docker)"),
        Of("nginx-newer-than-floor", "nginx, CHANGES", "An older nginx refuses it.", "a newer floor, or another way", Severity.Note),
        Of("nginx-directive-name", "nginx, configuration file syntax", "nginx refuses the name.", "lower-case letters, digits and '_'"),
        Of("bake-target-name", Bake, "Bake refuses the name.", "letters, digits, '_' and '-'"),
        Of("bake-constant-name", Bake, "Bake refuses the name, or takes it for a key of its own.", "letters, digits, '_' and '-', and no word of bake's"),
        Of("bake-group-and-target", Bake, "Bake takes the group, and the target cannot be asked for.", "another name"),
        Of("bake-two-dockerfiles", Bake, "Only one of them is built.", "one of them"),
        Of("bake-name-without-matrix", Bake, "Bake refuses a name without a matrix.", "a matrix, or no name"),
        Of("bake-extra-key", Bake, "Bake does not know the key, or it stands twice.", "a key that bake knows, once"),
        Of("bake-undefined-target", Bake, "Bake refuses a target that is not there.", "name one of the file"),
        Of("bake-inherits-cycle", Bake, "Bake refuses a target that inherits itself.", "take one out"),
        Of("bake-context-cycle", Bake, "Bake refuses a target that needs itself.", "take one out"),
        Of("bake-group-cycle", Bake, "Bake refuses a group that is a part of itself.", "take one out"),
        Of("bake-duplicate-tag", Bake, "The target that is built last has the tag: the other's image is lost.", "a tag for each"),
    ];

    static readonly Dictionary<string, Policy> ById = All.ToDictionary(p => p.Id, StringComparer.Ordinal);

    /// <summary>The policy of a format's rule.</summary>
    internal static Policy Of(string format, string rule) => ById.GetValueOrDefault($"{format}-{rule}")
        ?? Of($"{format}-{rule}", "the format's own rules", "A file that contradicts itself is refused, or does something else than it says.", "what the message expects");

    /// <summary>A broken rule as a breach.</summary>
    internal static (Policy Policy, Breach Breach) Breach(string format, RuleFinding finding) =>
        (Of(format, finding.Rule), new Breach(finding.Path, finding.Message, finding.Position));

    static Policy<object> Of(string id, string source, string why, string fix, Severity severity = Severity.Error) => new(id, severity, source, why, fix, _ => []);
}
