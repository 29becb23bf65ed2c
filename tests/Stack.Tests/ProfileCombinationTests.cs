using ArgusAI.Containers.Compose;
using ArgusAI.Contract;

namespace ArgusAI.Stack.Tests;

/// <summary>Every combination of profiles is a stack that can start.</summary>
public class ProfileCombinationTests
{
    public static TheoryData<string> Combinations => ["", Profiles.Postgres, Profiles.Ssl, $"{Profiles.Postgres} {Profiles.Ssl}"];

    [Theory]
    [MemberData(nameof(Combinations))]
    public void What_a_service_needs_is_enabled_with_it(string profiles)
    {
        foreach (var compose in Complete)
        {
            var enabled = Enabled(compose, profiles);
            foreach (var (name, service) in enabled)
            {
                foreach (var (needed, how) in service.DependsOn.Where(d => d.Value.Required?.Value != false))
                {
                    Assert.True(enabled.ContainsKey(needed), $"{name} needs {needed}, which '{profiles}' does not enable");
                    Assert.True(how.Condition != Condition.ServiceHealthy || enabled[needed].HealthCheck is not null, $"{name} waits for the health of {needed}, which has no check");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void No_two_services_publish_the_same_host_port(string profiles)
    {
        foreach (var compose in Complete)
        {
            var ports = Enabled(compose, profiles).Values.SelectMany(s => s.Ports).Select(p => p.Host!.ToString()).ToList();

            Assert.Equal(ports.Distinct(), ports);
        }
    }

    [Fact]
    public void Without_profiles_exactly_backend_and_frontend_start()
    {
        Assert.All(Complete, compose => Assert.Equal([Services.Backend, Services.Frontend], Enabled(compose, "").Keys));
    }

    [Fact]
    public void The_profiles_are_the_contracts()
    {
        Assert.Equal([Profiles.Postgres], Repository.Model.Compose.Services[Services.Postgres].Profiles);
        Assert.Equal([Profiles.Ssl], Repository.Model.Compose.Services[Services.Nginx].Profiles);
    }

    [Fact]
    public void A_service_without_the_service_it_needs_would_be_noticed()
    {
        var compose = Repository.Model.Compose;
        var broken = compose with { Services = compose.Services.With(Services.Frontend, compose.Services[Services.Frontend] with { Profiles = ["ui"] }) };

        Assert.Contains(ComposeRules.Check(broken), finding => finding.Path.Contains(Services.Nginx, StringComparison.Ordinal));
    }

    private static IEnumerable<ComposeFile> Complete => [Repository.Model.Compose, Repository.Model.Secrets];

    private static Dictionary<string, Service> Enabled(ComposeFile compose, string profiles) => compose.Services
        .Where(s => s.Value.Profiles.Count == 0 || s.Value.Profiles.Intersect(profiles.Split(' ')).Any())
        .ToDictionary(s => s.Key, s => s.Value);
}
