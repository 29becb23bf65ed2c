using Spectre.Console;

namespace ArgusAI.Operations.Engine;

/// <summary>
/// Makes an unpacked engine usable by hand: its plugins where every docker client looks, and a client where there is none.
/// What stands there already is left alone.
/// </summary>
public static class CliPlugins
{
    /// <summary>Links what is missing.</summary>
    /// <param name="prefix">The unpacked engine.</param>
    /// <param name="facts">What the machine has.</param>
    /// <param name="console">Told of each link.</param>
    /// <param name="local">The folder for local programs; another one only in tests.</param>
    public static void Link(string prefix, EngineFacts facts, IAnsiConsole console, string local = "/usr/local")
    {
        if (!facts.HasClient) LinkOne(Path.Combine(local, "bin/docker"), Path.Combine(prefix, "bin/docker"), console);
        foreach (var (name, version) in (ReadOnlySpan<(string, Version?)>)[("docker-compose", facts.Compose), ("docker-buildx", facts.Buildx)])
        {
            if (version is null) LinkOne(Path.Combine(local, "lib/docker/cli-plugins", name), Path.Combine(prefix, "cli-plugins", name), console);
        }
    }

    private static void LinkOne(string link, string target, IAnsiConsole console)
    {
        var existing = new FileInfo(link);
        // A link to nothing is ours from a removed version, or of no use to anybody; .NET says that it exists.
        bool toNothing = existing.LinkTarget is not null && existing.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true };
        if (existing.Exists && !toNothing) return;
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        existing.Delete();
        File.CreateSymbolicLink(link, target);
        console.Line($"linked {link}");
    }
}
