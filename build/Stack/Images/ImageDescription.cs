using ArgusAI.Containers;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>What an image says about itself, by the OCI's names.</summary>
internal static class Labels
{
    /// <summary>The labels of one of our images.</summary>
    public static IEnumerable<(string Name, Template Value)> For(string title, string description) =>
    [
        (OciLabels.Title, title),
        (OciLabels.Description, description),
        (OciLabels.Version, Product.Version),
        (OciLabels.Source, Product.SourceUrl),
        (OciLabels.Licenses, Product.License),
    ];
}

/// <summary>What no build may see, whatever folder it lies in.</summary>
internal static class IgnoreFiles
{
    /// <summary>Settings and keys of the user, and what other builds left behind.</summary>
    public static IReadOnlyList<string> NeverSeen { get; } =
        ["**/.env", "**/.env.*", "**/*.pem", "**/*.key", "**/*.pfx", "**/data", "**/bin", "**/obj", "**/node_modules", "**/.next", "**/*.tsbuildinfo", "**/TestResults", "**/.DS_Store"];
}
