namespace ArgusAI.Containers.Tests.Policies;

/// <summary>Each policy about Compose files: a text that breaks it, and one close to it that keeps it.</summary>
public class ComposePolicyTests
{
    const string Probed = "    healthcheck:\n      test: [CMD, /p]\n      interval: 2s\n      start_period: 9s\n";

    public static TheoryData<string, string, string> Cases { get; } = new()
    {
        { "compose-privileged", "privileged: true", "privileged: false" },
        { "compose-docker-socket", "volumes: ['/var/run/docker.sock:/s:ro']", "volumes: ['./docker.sock.d:/s']" },
        { "compose-docker-tcp", "environment: {DOCKER_HOST: 'tcp://host:2375'}", "environment: {DOCKER_HOST: 'tcp://host:2376'}" },
        { "compose-host-folder", "volumes: ['/etc/:/e']", "volumes: ['/etc/app:/e']" },
        { "compose-device-bind", "volumes: ['/dev/video0:/dev/video0']", "volumes: ['/dev/shm/a:/a']" },
        { "compose-devices", "devices: ['/dev/video0:/dev/video0']", "devices: ['/dev/video0:/dev/video0']\nprofiles: [usb]" },
        { "compose-host-network", "network_mode: host", "network_mode: none" },
        { "compose-default-bridge", "network_mode: bridge", "networks: [default]" },
        { "compose-host-namespace", "pid: host", "services: {a: {image: 'a:1', pid: 'service:b'}, b: {image: 'b:1'}}" },
        { "compose-host-namespace", "uts: host", "hostname: a" },
        { "compose-cgroup", "cgroup_parent: m", "cgroup: private" },
        { "compose-oom-kill", "oom_kill_disable: true", "oom_kill_disable: false" },
        { "compose-links", "services: {a: {image: 'a:1', links: [b]}, b: {image: 'b:1'}}", "services: {a: {image: 'a:1', depends_on: [b]}, b: {image: 'b:1'}}" },
        { "compose-shared-propagation", "volumes: [{type: bind, source: ./a, target: /a, bind: {propagation: rshared}}]", "volumes: [{type: bind, source: ./a, target: /a, bind: {propagation: rprivate}}]" },
        { "compose-capabilities", "cap_drop: [NET_RAW]", "cap_drop: [ALL]" },
        { "compose-dangerous-capability", "cap_add: [CAP_SYS_ADMIN]", "cap_add: [NET_BIND_SERVICE]" },
        { "compose-new-privileges", "security_opt: ['no-new-privileges:false']", "security_opt: ['no-new-privileges:true']" },
        { "compose-unconfined", "security_opt: ['seccomp:unconfined']", "security_opt: ['seccomp:./profile.json']" },
        { "compose-read-only", "read_only: false", "read_only: true" },
        { "compose-root", "user: root:app", "user: '1000:0'" },
        { "compose-root-image", "image: nginx:1.27", "image: nginx:1.27\nuser: '101'" },
        { "compose-memory", "mem_reservation: 64m", "mem_limit: 64m" },
        { "compose-memory", "restart: always", "deploy: {resources: {limits: {memory: 64m}}}" },
        { "compose-cpu", "mem_limit: 1m", "cpus: 0.5" },
        { "compose-pids", "pids_limit: -1", "pids_limit: 100" },
        { "compose-log-rotation", "logging: {driver: json-file}", "logging: {driver: json-file, options: {max-size: 10m}}" },
        { "compose-log-rotation", "restart: always", "logging: {driver: local}" },
        { "compose-tmpfs-size", "tmpfs: [/tmp]", "tmpfs: ['/tmp:size=64m']" },
        { "compose-scaled-port", "scale: 2\nports: ['127.0.0.1:80:80']", "scale: 2\nports: ['127.0.0.1:80-81:80']" },
        { "compose-restart", "init: true", "restart: 'no'" },
        { "compose-init", "restart: always", "init: true" },
        { "compose-stop-grace", "restart: always", "stop_grace_period: 20s" },
        { "compose-stop-kill", "stop_signal: SIGKILL", "stop_signal: SIGQUIT" },
        { "compose-no-healthcheck", "healthcheck: {disable: true}", "healthcheck: {test: [CMD, /p]}" },
        { "compose-localhost-probe", "healthcheck: {test: [CMD, wget, 'http://localhost:80']}", "healthcheck: {test: [CMD, wget, 'http://127.0.0.1:80']}" },
        { "compose-slow-start", $"services:\n  a:\n    image: a:1\n    healthcheck:\n      test: [CMD, /p]\n      interval: 30s\n  b:\n    image: b:1\n    depends_on:\n      a: {{condition: service_healthy}}",
            $"services:\n  a:\n    image: a:1\n{Probed}  b:\n    image: b:1\n    depends_on:\n      a: {{condition: service_healthy}}" },
        { "compose-no-start-period", "healthcheck: {test: [CMD, /p]}", "healthcheck: {test: [CMD, /p], start_period: 5s}" },
        { "compose-image-tag", "image: owner/app", "image: owner/app:1.0" },
        { "compose-image-digest", "image: owner/app:1.0", $"image: owner/app:1.0@sha256:{new string('a', 64)}" },
        { "compose-pull-policy", "build: .", "build: .\npull_policy: missing" },
        { "compose-image-variable", "image: 'app:${TAG}'", "image: 'app:${TAG:-1}'" },
        { "compose-container-name", "container_name: x", "hostname: x" },
        { "compose-constant-platform", "platform: linux/amd64", "platform: '${PLATFORM:-linux/amd64}'" },
        { "compose-database-published", "image: postgres:16\nports: ['5432:5432']", "image: postgres:16\nports: ['127.0.0.1:5432:5432']" },
        { "compose-database-published", "image: postgres:16\nports: ['${P:-0.0.0.0:5432}:5432']", "image: postgres:16\nports: ['${P:-127.0.0.1:5432}:5432']" },
        { "compose-port-every-interface", "ports: ['8000:8000']", "ports: ['127.0.0.1:8000:8000', '443:443', '${BIND:-127.0.0.1}:1:1']" },
        { "compose-ssh-port", "ports: ['127.0.0.1:2222:22']", "ports: ['127.0.0.1:22:2222']" },
        { "compose-privileged-port", "ports: ['127.0.0.1:25:2525']", "ports: ['127.0.0.1:2525:25', '80:80']" },
        { "compose-bind-created", "volumes: ['./certs:/certs:ro']", "volumes: ['./data:/data', {type: bind, source: ./certs, target: /certs, read_only: true, bind: {create_host_path: false}}]" },
        { "compose-bind-created", "volumes: ['/lib/firmware:/lib/firmware:ro']", "volumes: ['/lib/modules:/lib/modules:ro']" },
        { "compose-config-writable", "volumes: ['./app.conf:/app.conf']", "volumes: ['./app.conf:/app.conf:ro', './data:/data']" },
        { "compose-anonymous-volume", "volumes: [/data]", "services: {a: {image: 'a:1', volumes: ['data:/data']}}\nvolumes: {data: }" },
        { "compose-secret-owner", "services: {a: {image: 'a:1', secrets: [{source: s, uid: '1000'}]}}\nsecrets: {s: {file: ./s}}", "services: {a: {image: 'a:1', secrets: [{source: s, uid: '1000'}]}}\nsecrets: {s: {external: true}}" },
        { "compose-secret-read-only", "services: {a: {image: 'a:1', read_only: true, secrets: [s]}}\nsecrets: {s: {environment: S}}", "services: {a: {image: 'a:1', read_only: true, secrets: [s]}}\nsecrets: {s: {file: ./s}}" },
        { "compose-plain-secret", "environment: {POSTGRES_PASSWORD: argus}", "environment: {POSTGRES_PASSWORD: '${P:?}', JWT_SECRET_KEY_FILE: /run/secrets/jwt}" },
        { "compose-default-secret", "environment: {POSTGRES_PASSWORD: '${P:-argus}'}", "environment: {POSTGRES_PASSWORD: '${P:-}', POSTGRES_USER: '${U:-argus}'}" },
        { "compose-default-secret", "environment: {MAIL_PASS: '${P:-x}'}", "environment: {MAIL_PASS_SCHEME: '${P:-BLF-CRYPT}'}" },
        { "compose-blank-secret", "environment: {JWT_SECRET_KEY: '${JWT_SECRET_KEY}'}", "environment: {JWT_SECRET_KEY: '${JWT_SECRET_KEY:?set it}'}" },
        { "compose-url-password", "environment: {DATABASE_URL: 'postgres://u:p@db/x'}", "environment: {DATABASE_URL: 'postgres://u:${P}@db/x'}" },
        { "compose-secret-build-arg", "build: {context: ., args: {NPM_TOKEN: '${T}'}}", "build: {context: ., args: {NPM_REGISTRY: x}}" },
        { "compose-secret-in-command", "command: [redis-server, --requirepass, hunter2]", "command: [redis-server, --requirepass, '${P:?}']" },
        { "compose-no-password", "environment: {POSTGRES_HOST_AUTH_METHOD: trust}", "environment: {POSTGRES_HOST_AUTH_METHOD: scram-sha-256}" },
        { "compose-blank-variable", "environment: {TZ: '${TZ}'}", "environment: {TZ: '${TZ:-UTC}', HOME: , PROJECT: '${COMPOSE_PROJECT_NAME}'}" },
        { "compose-ca-variable", "environment: {SSL_CERT_FILE: '${SSL_CERT_FILE:-data/cert.pem}'}", "environment: {SSL_CERT_FILE: /etc/ssl/certs/ca-certificates.crt, TLS_CERT: /cert.pem}" },
        { "compose-tls-off", "environment: {NODE_TLS_REJECT_UNAUTHORIZED: '0'}", "environment: {NODE_TLS_REJECT_UNAUTHORIZED: '1'}" },
        { "compose-debug", "environment: {DEBUG: 'true'}", "environment: {DEBUG: '${DEBUG:-false}'}" },
        { "compose-browser-address", "environment: {NEXT_PUBLIC_API_URL: 'http://a:8000'}", "environment: {NEXT_PUBLIC_API_URL: 'https://a.example.org', BACKEND_URL: 'http://a:8000'}" },
        { "compose-browser-build-arg", "build: {context: ., args: {VITE_API_URL: /api}}", "build: {context: ., args: {VITE_TITLE: Argus}}" },
        { "compose-depends-started", $"services:\n  a:\n    image: a:1\n{Probed}  b:\n    image: b:1\n    depends_on: [a]", $"services:\n  a:\n    image: a:1\n{Probed}  b:\n    image: b:1\n    depends_on:\n      a: {{condition: service_healthy}}" },
        { "compose-idle-database", "services:\n  app: {image: 'a:1'}\n  db: {image: 'postgres:16', profiles: [pg]}", "services:\n  app: {image: 'a:1', depends_on: {db: {condition: service_started, required: false}}}\n  db: {image: 'postgres:16', profiles: [pg]}" },
        { "compose-version", "version: '3.8'\nservices: {a: {image: 'a:1'}}", "name: x\nservices: {a: {image: 'a:1'}}" },
        { "compose-project-name", "services: {a: {image: 'a:1'}}", "name: x\nservices: {a: {image: 'a:1'}}" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_breach_is_found_and_its_neighbour_is_not(string id, string broken, string kept)
    {
        Assert.Contains(id, Reviewing.OfCompose(broken).Ids());
        Assert.DoesNotContain(id, Reviewing.OfCompose(kept).Ids());
    }
}
