using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests.Policies;

/// <summary>What is wrong in the epic's own files, each in a small text with the same defect: found by an id, and gone where it is mended.</summary>
public class EpicDefectsTests
{
    const string Probed = "healthcheck: {test: [CMD, /p], interval: 2s, start_period: 9s}";
    const string Sent = "proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme;";

    /// <summary>Decision, kind of file, id, the text with the defect, the mended text.</summary>
    public static TheoryData<string, string, string, string, string> Defects { get; } = new()
    {
        { "D2", "compose", "compose-device-bind", "volumes: ['/dev/video1:/dev/video1:rw']", "volumes: ['./data:/data']" },
        { "D2", "compose", "compose-devices", "devices: ['/dev/video1']", "group_add: ['44']" },
        { "D4", "stack", "compose-volume-owner", "services: {a: {build: ., volumes: ['state:/srv/state']}}\nvolumes: {state: }\n--- Dockerfile\nFROM python:3\nWORKDIR /srv\nCOPY . .\nUSER worker\n",
            "services: {a: {build: ., volumes: ['state:/srv/state']}}\nvolumes: {state: }\n--- Dockerfile\nFROM python:3\nWORKDIR /srv\nCOPY . .\nRUN install -d -o 1000 /srv/state\nUSER 1000\n" },
        { "D5", "dockerfile", "dockerfile-localhost-probe", "HEALTHCHECK CMD wget -q --spider http://localhost:3000", "HEALTHCHECK CMD wget -q --spider http://127.0.0.1:3000" },
        { "D6", "compose", "compose-localhost-probe", "healthcheck: {test: [CMD, python, -c, \"urlopen('http://localhost:8000/')\"]}", "healthcheck: {test: [CMD, python, -c, \"urlopen('http://127.0.0.1:8000/')\"]}" },
        { "D7", "compose", "compose-blank-secret", "environment: ['SESSION_SECRET=${SESSION_SECRET}']", "environment: ['SESSION_SECRET=${SESSION_SECRET:?set it}']" },
        { "D8", "compose", "compose-slow-start", "services: {a: {image: 'a:1', healthcheck: {test: [CMD, /p], interval: 30s}}, b: {image: 'b:1', depends_on: {a: {condition: service_healthy}}}}",
            "services: {a: {image: 'a:1', healthcheck: {test: [CMD, /p], interval: 30s, start_period: 1m, start_interval: 1s}}, b: {image: 'b:1', depends_on: {a: {condition: service_healthy}}}}" },
        { "D8", "dockerfile", "dockerfile-slow-start", "HEALTHCHECK --interval=30s --timeout=3s CMD [\"/p\"]", "HEALTHCHECK --interval=30s --start-period=1m --start-interval=1s CMD [\"/p\"]" },
        { "D10", "compose", "compose-browser-address", "services: {api: {image: 'a:1'}, web: {image: 'w:1', environment: {NEXT_PUBLIC_BASE: 'http://api:8000'}}}", "services: {api: {image: 'a:1'}, web: {image: 'w:1', environment: {BACKEND: 'http://api:8000'}}}" },
        { "D10", "dotenv", "dotenv-browser-address", "NEXT_PUBLIC_BASE=http://api:8000", "NEXT_PUBLIC_BASE=" },
        { "D11", "dockerfile", "dockerfile-browser-variable", "ARG VITE_API_URL\nENV VITE_API_URL=$VITE_API_URL\nRUN npm run build", "RUN npm run build" },
        { "D12", "compose", "compose-browser-build-arg", "build: {context: ., args: {REACT_APP_API_URL: 'http://x.example.org'}}", "build: {context: .}" },
        { "D13", "dockerfile", "dockerfile-unused-stage", "FROM node:20 AS modules\nRUN npm ci\nFROM node:20\nRUN npm ci", "FROM node:20 AS modules\nRUN npm ci\nFROM node:20\nCOPY --from=modules /node_modules /node_modules" },
        { "D13", "dockerfile", "dockerfile-npm-production", "RUN npm ci --only=production", "RUN npm ci --omit=dev" },
        { "D15", "dockerfile", "dockerfile-dev-packages", "RUN apt-get install -y libvision-dev ffmpeg", "RUN apt-get install -y libvision4" },
        { "D17", "dockerfile", "dockerfile-deleted-later", "COPY --from=wheels:1 /w /w\nRUN pip install /w/* && rm -rf /w", "RUN --mount=type=bind,from=wheels:1,source=/w,target=/w pip install /w/*" },
        { "D17", "dockerfile", "dockerfile-chown-layer", "WORKDIR /srv\nCOPY src ./\nRUN useradd w && chown -R w:w /srv", "WORKDIR /srv\nCOPY --chown=0:0 --chmod=755 src ./" },
        { "D18", "dockerfile", "dockerfile-copy-all", "WORKDIR /srv\nCOPY . .", "WORKDIR /srv\nCOPY . .\n--- .dockerignore\n*\n!src" },
        { "D19", "dockerfile", "dockerfile-no-digest", "FROM node:20-alpine", $"FROM node:20-alpine@sha256:{new string('1', 64)}" },
        { "D19", "compose", "compose-image-digest", "image: nginx:alpine", $"image: nginx:alpine@sha256:{new string('1', 64)}" },
        { "D22", "compose", "compose-idle-database", "services: {app: {image: 'a:1'}, store: {image: 'postgres:16', profiles: [pg]}}", "services: {app: {image: 'a:1', depends_on: {store: {condition: service_started, required: false}}}, store: {image: 'postgres:16', profiles: [pg]}}" },
        { "D23", "compose", "compose-idle-database", "services: {app: {image: 'a:1', environment: {DB: 'postgresql://store/x'}}, store: {image: 'postgres:16', profiles: [pg]}}",
            $"services: {{app: {{image: 'a:1', depends_on: {{store: {{condition: service_healthy, required: false}}}}}}, store: {{image: 'postgres:16', profiles: [pg], {Probed}}}}}" },
        { "D25", "compose", "compose-default-secret", "environment: ['MYSQL_PASSWORD=${MYSQL_PASSWORD:-app}']", "environment: ['MYSQL_PASSWORD=${MYSQL_PASSWORD:-}']" },
        { "D25", "dotenv", "dotenv-url-password", "# file: .env.example\nDATABASE_URL=postgresql://app:password@store/app", "# file: .env.example\nDATABASE_URL=" },
        { "D27", "compose", "compose-depends-started", $"services: {{app: {{image: 'a:1', {Probed}}}, door: {{image: 'd:1', depends_on: [app]}}}}", $"services: {{app: {{image: 'a:1', {Probed}}}, door: {{image: 'd:1', depends_on: {{app: {{condition: service_healthy}}}}}}}}" },
        { "D27", "nginx", "nginx-upstream-name", "upstream api { server api:8000; } server { location / { proxy_pass http://api; } }", "resolver 127.0.0.11; server { location / { set $api api:8000; proxy_pass http://$api; } }" },
        { "D28", "compose", "compose-bind-created", "volumes: ['./tls:/etc/tls:ro']", "volumes: [{type: bind, source: ./tls, target: /etc/tls, read_only: true, bind: {create_host_path: false}}]" },
        { "D29", "nginx", "nginx-http2-listen", "server { listen 443 ssl http2; }", "server { listen 443 ssl; http2 on; }" },
        { "D29", "nginx", "nginx-ipv4-only", "server { listen 443 ssl; }", "server { listen 443 ssl; listen [::]:443 ssl; }" },
        { "D29", "nginx", "nginx-hsts", "server { listen 443 ssl; }", "server { listen 443 ssl; add_header Strict-Transport-Security max-age=63072000 always; }" },
        { "D29", "nginx", "nginx-nosniff", "server { root /www; }", "server { root /www; add_header X-Content-Type-Options nosniff always; }" },
        { "D29", "nginx", "nginx-frame-options", "server { root /www; }", "server { root /www; add_header X-Frame-Options DENY always; }" },
        { "D29", "nginx", "nginx-referrer-policy", "server { root /www; }", "server { root /www; add_header Referrer-Policy same-origin always; }" },
        { "D30", "nginx", "nginx-websocket-connection", "location /live { proxy_set_header Connection \"upgrade\"; }", "location /live { proxy_set_header Connection $connection_upgrade; }" },
        { "D30", "nginx", "nginx-websocket-version", "location /live { proxy_set_header Upgrade $http_upgrade; }", "location /live { proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; }" },
        { "D31", "nginx", "nginx-forwarded-headers", "location /docs { proxy_pass http://10.0.0.1; }", $"location /docs {{ {Sent} proxy_pass http://10.0.0.1; }}" },
        { "D31", "nginx", "nginx-lost-headers", $"server {{ {Sent} location /live {{ proxy_set_header Upgrade $http_upgrade; }} }}", $"server {{ {Sent} location /live {{ {Sent} proxy_set_header Upgrade $http_upgrade; }} }}" },
        { "D32", "nginx", "nginx-body-size", "server { location / { proxy_pass http://10.0.0.1; } }", "server { client_max_body_size 50m; location / { proxy_pass http://10.0.0.1; } }" },
        { "D33", "compose", "compose-no-healthcheck", "image: nginx:alpine", $"image: nginx:alpine\n{Probed}" },
        { "D33", "compose", "compose-root-image", "image: nginx:alpine", "image: nginx:alpine\nuser: '1000'" },
        { "D34", "compose", "compose-ca-variable", "environment: ['SSL_CERT_FILE=${SSL_CERT_FILE:-certs/own.pem}']", "environment: ['OWN_CERT_FILE=certs/own.pem']" },
        { "D34", "dotenv", "dotenv-ca-variable", "SSL_CERT_FILE=certs/own.pem", "OWN_CERT_FILE=certs/own.pem" },
        { "D35", "compose", "compose-port-every-interface", "ports: ['3000:3000']", "ports: ['${BIND:-127.0.0.1}:3000:3000']" },
        { "D36", "compose", "compose-version", "version: '3'\nservices: {a: {image: 'a:1'}}", "services: {a: {image: 'a:1'}}" },
        { "D37", "compose", "compose-pull-policy", "build: ./a\nimage: example/a:1.0", "build: ./a\nimage: example/a:1.0\npull_policy: missing" },
        { "D37", "compose", "compose-image-tag", "image: example/a:latest", "image: example/a:1.0" },
        { "D38", "compose", "compose-init", "restart: always", "init: true" },
        { "D38", "compose", "compose-stop-grace", "restart: always", "stop_grace_period: 10s" },
        { "D38", "compose", "compose-log-rotation", "restart: always", "logging: {driver: json-file, options: {max-size: 10m}}" },
        { "D38", "compose", "compose-pids", "restart: always", "pids_limit: 256" },
        { "D38", "compose", "compose-memory", "restart: always", "mem_limit: 512m" },
        { "D38", "compose", "compose-capabilities", "restart: always", "cap_drop: [ALL]" },
        { "D38", "compose", "compose-new-privileges", "restart: always", "security_opt: ['no-new-privileges:true']" },
        { "D38", "compose", "compose-read-only", "restart: always", "read_only: true" },
        { "Q3", "compose", "compose-secret-owner", "services: {a: {image: 'a:1', secrets: [{source: key, mode: 0400}]}}\nsecrets: {key: {file: ./key}}", "services: {a: {image: 'a:1', secrets: [key]}}\nsecrets: {key: {file: ./key}}" },
        { "Q3", "compose", "compose-secret-read-only", "services: {a: {image: 'a:1', read_only: true, secrets: [key]}}\nsecrets: {key: {environment: KEY}}", "services: {a: {image: 'a:1', read_only: true, secrets: [key]}}\nsecrets: {key: {file: ./key}}" },
        { "Q4", "nginx", "nginx-metrics", "location /metrics { proxy_pass http://10.0.0.1; }", "location /metrics { return 404; }" },
    };

    /// <summary>What is no property of a file's text, and where it is tested instead.</summary>
    static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["D1"] = "tests/Backend.Tests/ReadinessTests.cs", // the application serves the path
        ["D20"] = "tests/Stack.Tests/Decisions/ComposeDecisions.cs", // two services must see the same certificates
        ["D24"] = "tests/Backend.Tests/MigrationTests.cs", // the application migrates
        ["D40"] = "tests/Stack.Tests/Decisions/ComposeDecisions.cs", // the contract says which variables there are
        ["D41"] = "tests/Smoke/Files/ConfigurationTests.cs", // the application's log
        ["D42"] = "tests/Stack.Tests/Decisions/DockerfileDecisions.cs", // which stages compile is the stack's knowledge
    };

    static readonly string[] Decisions =
    [
        "D1", "D2", "D4", "D5", "D6", "D7", "D8", "D10", "D11", "D12", "D13", "D15", "D17", "D18", "D19", "D20", "D22", "D23", "D24", "D25", "D27", "D28", "D29", "D30",
        "D31", "D32", "D33", "D34", "D35", "D36", "D37", "D38", "D40", "D41", "D42", "Q3", "Q4",
    ];

    [Theory]
    [MemberData(nameof(Defects))]
    public void A_defect_of_the_epic_is_found_by_its_id_and_gone_when_mended(string decision, string kind, string id, string broken, string mended)
    {
        Assert.True(Review(kind, broken).Ids().Contains(id), $"{decision}: {id} is not found");
        Assert.False(Review(kind, mended).Ids().Contains(id), $"{decision}: {id} is found where it is mended");
    }

    [Fact]
    public void Every_decision_is_found_by_a_policy_or_tested_elsewhere()
    {
        var told = Defects.Select(d => d.Data.Item1).Concat(Elsewhere.Keys).Distinct().OrderBy(d => Array.IndexOf(Decisions, d)).ToList();
        Assert.Equal(Decisions.ToList(), told);
        Assert.All(Elsewhere.Values, path => Assert.True(File.Exists(Path.Combine(Reviewing.Repository, path)), $"{path} is gone"));
    }

    static IReadOnlyList<Finding> Review(string kind, string text) => kind switch
    {
        "compose" => Reviewing.OfCompose(text),
        "dockerfile" => Reviewing.OfDockerfile(text),
        "nginx" => Reviewing.OfNginx(text),
        "dotenv" => Reviewing.OfDotEnv(text),
        _ => text.Split("--- Dockerfile\n") is [var compose, var dockerfile]
            ? new Review().Of("compose.yml", ComposeFile.Parse(compose)).Of("Dockerfile", Dockerfile.Parse(dockerfile)).Findings()
            : throw new ArgumentException($"'{text}' has no Dockerfile"),
    };
}
