namespace ArgusAI.Contract;

/// <summary>What the product is called and which version of it this tree builds: the one place a tag comes from.</summary>
public static class Product
{
    /// <summary>The name people read.</summary>
    public const string Name = "ArgusAI";

    /// <summary>The version, semantic; equal to <c>Version</c> in <c>Directory.Build.props</c> (a test holds them together).</summary>
    public const string Version = "0.1.0";

    /// <summary>The registry and namespace of our own images, without a trailing slash.</summary>
    public const string ImageNamespace = "ghcr.io/project-argusai";

    /// <summary>Where the source lives (<c>org.opencontainers.image.source</c>).</summary>
    public const string SourceUrl = "https://github.com/project-argusai/argusai";

    /// <summary>SPDX expression of the licence.</summary>
    public const string License = "MIT";
}

/// <summary>Exit codes with a meaning of their own.</summary>
public static class ExitCodes
{
    /// <summary>The configuration is wrong (<c>EX_CONFIG</c> of sysexits.h): one JSON log line lists every problem.</summary>
    public const int Configuration = 78;
}
