namespace ArgusAI.Backend.Descriptions.Providers;

/// <summary>The AI providers that there are.</summary>
internal static class KnownProviders
{
    /// <summary>All, in the order of the environment table: that in which they are asked unless another one is set.</summary>
    public static IReadOnlyList<IVisionProvider> All { get; } = [new OpenAi(), new XAi(), new Anthropic(), new GoogleAi()];

    /// <summary>The one of a name; null when there is none.</summary>
    public static IVisionProvider? Find(string name) => All.FirstOrDefault(p => p.Name == name);

    /// <summary>The address of one of its paths.</summary>
    public static Uri Address(this IVisionProvider provider, Uri? baseUrl, string path) => new((baseUrl?.AbsoluteUri.TrimEnd('/') ?? provider.Server) + path);
}
