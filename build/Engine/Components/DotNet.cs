namespace Nuke.Common.Tools.DotNet;

/// <summary>Settings of NUKE's; here only a name in signatures.</summary>
public class DotNetRestoreSettings
{
    internal DotNetRestoreSettings() { }
}

/// <inheritdoc cref="DotNetRestoreSettings"/>
public class DotNetBuildSettings
{
    internal DotNetBuildSettings() { }
}

/// <inheritdoc cref="DotNetRestoreSettings"/>
public class DotNetPublishSettings
{
    internal DotNetPublishSettings() { }
}

/// <summary>The <c>dotnet</c> command.</summary>
static class DotNet
{
    internal static string Path(Solution solution) => solution.NotNull(
        "No solution: `.nuke/parameters.json` needs an entry \"Solution\" with its path.").Path;

    // The build runs as `dotnet _build.dll`: the same SDK then compiles.
    internal static void Run(ArgumentStringHandler arguments)
    {
        var own = Environment.ProcessPath;
        var tool = System.IO.Path.GetFileNameWithoutExtension(own) == "dotnet" ? ToolPath.For(own) : ToolPath.Find("dotnet");
        tool.NotNull("`dotnet` is not on PATH.")(arguments, NukeBuild.RootDirectory);
    }
}
