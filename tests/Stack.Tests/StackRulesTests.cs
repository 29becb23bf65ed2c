using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.Nginx;
using ArgusAI.Contract;

namespace ArgusAI.Stack.Tests;

/// <summary>Each rule that spans files finds one model that breaks it.</summary>
public class StackRulesTests
{
    private static readonly StackModel Ours = Repository.Model;

    [Fact]
    public void The_stack_breaks_no_rule() => Assert.Empty(StackRules.Check(Ours));

    [Fact]
    public void A_port_the_contract_does_not_know_is_found() =>
        Finds(WithService(Services.Backend, s => s with { Ports = s.Ports.Add([new Port((PortRange)9000) { Host = (PortRange)9000 }]) }), "publishes 9000");

    [Fact]
    public void A_published_database_is_found() =>
        Finds(WithService(Services.Postgres, s => s with { Ports = [new Port((PortRange)5432) { Host = (PortRange)5432 }] }), "publishes 5432, which the contract keeps inside");

    [Fact]
    public void A_port_on_every_interface_is_found() =>
        Finds(WithService(Services.Backend, s => s with { Ports = [s.Ports[0] with { HostAddress = null }] }), "8000 on every interface");

    [Fact]
    public void A_port_that_is_not_published_is_found() =>
        Finds(WithService(Services.Frontend, s => s with { Ports = [] }), "frontend does not publish 3000");

    [Fact]
    public void An_image_that_exposes_another_port_is_found() =>
        Finds(Ours with { Backend = Ours.Backend with { Dockerfile = Dockerfile.For(Ours.Backend.Dockerfile.Final.Expose(1234)) } }, "exposes 1234");

    [Fact]
    public void A_health_check_that_asks_another_address_is_found() =>
        Finds(WithService(Services.Frontend, s => s with { HealthCheck = s.HealthCheck! with { Test = Command.Exec("/probe", "http://localhost:3000/") } }), "does not ask http://127.0.0.1:3000/");

    [Fact]
    public void A_service_without_health_check_is_found() =>
        Finds(WithService(Services.Nginx, s => s with { HealthCheck = null, Why = Why.None }), "nginx has no health check");

    [Fact]
    public void An_image_with_a_probe_of_its_own_is_found() =>
        Finds(Ours with { Frontend = Ours.Frontend with { Dockerfile = Dockerfile.For(Stage.FromScratch("runtime").Expose(3000).Health(new HealthCheck(Command.Exec("/other")))) } }, "is not the one of docker-compose.yml");

    [Fact]
    public void A_variable_missing_from_env_example_is_found() =>
        Finds(WithService(Services.Frontend, s => s with { WorkingDir = Env.Var("SURPRISE").Or("/app") }), "${SURPRISE} is used by a compose file");

    [Fact]
    public void A_variable_nobody_uses_is_found() =>
        Finds(Ours with { Environment = Ours.Environment.Set("LEFT_OVER", "x") }, "LEFT_OVER is there and no compose file uses it");

    [Fact]
    public void A_setting_that_never_reaches_the_backend_is_found() =>
        Finds(WithService(Services.Backend, s => s with { Environment = new(s.Environment.Where(e => e.Key != "LOG_LEVEL")) }), "the backend does not get LOG_LEVEL");

    [Fact]
    public void A_setting_the_contract_does_not_know_is_found() =>
        Finds(WithService(Services.Backend, s => s with { Environment = s.Environment.With("PYTHONPATH", "/app") }), "the backend gets PYTHONPATH");

    [Fact]
    public void A_required_secret_that_may_be_blank_is_found() =>
        Finds(WithService(Services.Backend, s => s with { Environment = s.Environment.With("JWT_SECRET_KEY", Env.Var("JWT_SECRET_KEY")) }), "JWT_SECRET_KEY is required");

    [Fact]
    public void A_secret_in_a_variable_of_the_secrets_variant_is_found()
    {
        var service = Ours.Secrets.Services[Services.Backend];
        var broken = Ours.Secrets with { Services = Ours.Secrets.Services.With(Services.Backend, service with { Environment = service.Environment.With("JWT_SECRET_KEY", Env.Var("JWT_SECRET_KEY")) }) };

        Finds(Ours with { Secrets = broken }, "JWT_SECRET_KEY is a secret and stands in a variable");
    }

    [Fact]
    public void The_bare_name_of_OpenSSLs_bundle_is_found() =>
        Finds(WithService(Services.Backend, s => s with { Environment = s.Environment.With("SSL_CERT_FILE", Env.Var("SSL_CERT_FILE").Or("data/certs/cert.pem")) }), "interpolates ${SSL_CERT_FILE}");

    [Fact]
    public void An_upstream_on_another_port_is_found() =>
        Finds(WithLocation(Routes.Api, l => l with { Set = new() { ["$backend"] = "backend:8001" } }), "passes to backend:8001");

    [Fact]
    public void An_upstream_by_a_fixed_name_is_found() =>
        Finds(WithLocation(Routes.Api, l => l with { Set = Entries<ArgusAI.Containers.Nginx.Text>.None, Proxy = l.Proxy! with { Pass = "http://backend:8000" } }), "a fixed name");

    [Fact]
    public void An_upstream_in_no_common_network_is_found() =>
        Finds(WithService(Services.Backend, s => s with { Networks = new() { ["database"] = null } }), "shares no network with nginx");

    [Fact]
    public void A_location_that_cannot_become_a_WebSocket_is_found() =>
        Finds(WithLocation(Routes.Api, l => l with { ProxyHeaders = [] }), "cannot become a WebSocket");

    [Fact]
    public void Another_body_size_than_the_backends_is_found() =>
        Finds(Ours with { Nginx = Ours.Nginx with { Http = Ours.Nginx.Http with { ClientMaxBodySize = null } } }, "allows bodies of 1m");

    [Fact]
    public void An_ordinary_request_that_may_be_silent_for_an_hour_is_found() =>
        Finds(WithLocation(Routes.Api, l => l with { Proxy = l.Proxy! with { ReadTimeout = Duration.Hours(1) } }), "/api/ waits 1h");

    [Fact]
    public void Open_metrics_are_found() =>
        Finds(WithLocation(Routes.Metrics, l => l with { Return = new Return(200) }), "/metrics is not answered with 404");

    [Fact]
    public void An_outside_image_without_stand_in_is_found()
    {
        var overlay = Ours.Overlays[StackFiles.AirgapOverlay];
        Finds(Ours with { Overlays = Ours.Overlays.With(StackFiles.AirgapOverlay, overlay with { Services = overlay.Services.With(Services.Postgres, new Service()) }) }, "postgres has no stand-in");
        Finds(Ours with { Bake = Ours.Bake.With(StackFiles.AirgapBake, Ours.Bake[StackFiles.AirgapBake] with { Targets = new() { ["backend"] = new(), ["frontend"] = new() } }) }, "backend has no stand-in for debian:");
    }

    [Fact]
    public void Another_image_name_in_compose_than_in_bake_is_found() =>
        Finds(WithService(Services.Backend, s => s with { Image = ImageRef.Parse("example.org/backend:1") }), "backend runs example.org/backend:1");

    [Fact]
    public void A_tag_that_moves_is_found()
    {
        var bake = Ours.Bake[StackFiles.Bake];
        Finds(Ours with { Bake = Ours.Bake.With(StackFiles.Bake, bake with { Targets = bake.Targets.With("backend", bake.Targets["backend"] with { Tags = [ImageRef.Parse("example.org/backend:latest")] }) }) }, "has no version");
    }

    private static void Finds(StackModel broken, string problem) =>
        Assert.Contains(StackRules.Check(broken), found => found.Contains(problem, StringComparison.Ordinal));

    private static StackModel WithService(string name, Func<Service, Service> change) =>
        Ours with { Compose = Ours.Compose with { Services = Ours.Compose.Services.With(name, change(Ours.Compose.Services[name])) } };

    private static StackModel WithLocation(string path, Func<Location, Location> change) => Ours with
    {
        Nginx = Ours.Nginx with
        {
            Http = Ours.Nginx.Http with
            {
                Servers = [.. Ours.Nginx.Http.Servers.Select(s => s with { Locations = [.. s.Locations.Select(l => l.Path == path ? change(l) : l)] })],
            },
        },
    };
}
