using ArgusAI.Backend.Descriptions.Providers;

namespace ArgusAI.Backend.Descriptions;

/// <summary>A provider as it is set up now.</summary>
/// <param name="Provider">How it is spoken to.</param>
/// <param name="Key">Its key; null without one. Never print it.</param>
/// <param name="Source">Where the key comes from.</param>
/// <param name="IsStored">Whether the database holds a key for it, used or not.</param>
/// <param name="Model">The model that is asked.</param>
/// <param name="BaseUrl">Its server, when it is not the provider's own.</param>
internal sealed record ProviderState(IVisionProvider Provider, string? Key, KeySource Source, bool IsStored, string Model, Uri? BaseUrl)
{
    /// <summary>Its name.</summary>
    public string Name => Provider.Name;

    /// <summary>Says which provider, never the key.</summary>
    public override string ToString() => Name;
}

/// <summary>Where a provider's key comes from.</summary>
internal enum KeySource
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>An environment variable, which wins over a stored one.</summary>
    Environment,

    /// <summary>The database.</summary>
    Stored,
}
