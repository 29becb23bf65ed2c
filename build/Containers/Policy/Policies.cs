namespace ArgusAI.Containers.Reviews;

/// <summary>Every policy of the library.</summary>
public static class Policies
{
    /// <summary>All, by kind of file.</summary>
    public static Items<Policy> All { get; } =
        [.. DockerfilePolicies.All, .. ComposePolicies.All, .. NginxPolicies.All, .. DotEnvPolicies.All, .. BakePolicies.All];
}
