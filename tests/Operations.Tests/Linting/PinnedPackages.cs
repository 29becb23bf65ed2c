using ArgusAI.Operations.Linting.Linters;

namespace ArgusAI.Operations.Tests.Linting;

/// <summary>The packages that <c>tests/linters</c> pins, as <c>Lint</c> installs them.</summary>
internal static class PinnedPackages
{
    /// <summary>A file of a package.</summary>
    internal static async Task<string> FileAsync(string path)
    {
        var npm = new NpmLinters(Workspace.Find(AppContext.BaseDirectory), Spectre.Console.AnsiConsole.Console);
        await npm.EnsureAsync(install: true, TestContext.Current.CancellationToken);
        Assert.True(npm.Folder is not null, $"the packages of tests/linters are not there: {npm.Missing}");
        return Path.Combine(npm.Folder, "node_modules", path);
    }
}
