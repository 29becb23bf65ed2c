using ArgusAI.Containers;
using ArgusAI.Containers.Compose;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>The networks of the stack.</summary>
internal static class StackNetworks
{
    /// <summary>Backend, frontend and nginx.</summary>
    public const string Front = "argusai-net";

    /// <summary>Backend and database only.</summary>
    public const string Database = "database";

    /// <summary>Both.</summary>
    public static Entries<Network> All { get; } = new()
    {
        [Front] = new() { Driver = "bridge" },
        [Database] = new()
        {
            Driver = "bridge",
            Internal = true,
            Why = new() { ["internal"] = "No way in or out: the database is for the backend only, which prefers the socket anyway." },
        },
    };
}

/// <summary>The certificate authorities that a build trusts besides its image's own, for hosts behind a TLS-inspecting proxy.</summary>
internal static class CaBundle
{
    /// <summary>The build secret: mounted for a network step, never in a layer.</summary>
    public const string Secret = "ca";

    /// <summary>Where compose takes it from.</summary>
    public static SecretSource Source { get; } = new()
    {
        File = Variables.Interpolate(HostEnvironment.CaBundle),
        Why = new() { ["file"] = "For builds behind a TLS-inspecting proxy; an empty file changes nothing." },
    };
}
