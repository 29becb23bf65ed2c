using System.Diagnostics;
using NJsonSchema;

namespace ArgusAI.Containers.Tests.Compose.Schema;

/// <summary>The JSON schema of the Compose specification, from the pinned npm package.</summary>
static class ComposeSchema
{
    const string Package = "tests/linters/node_modules/dclint/schemas/compose.schema.json";

    static readonly Lazy<JsonSchema> Loaded = new(() => JsonSchema.FromJsonAsync(File.ReadAllText(Installed())).GetAwaiter().GetResult());

    public static JsonSchema Root => Loaded.Value;

    /// <summary>The schema's file; the packages are installed first where they are missing.</summary>
    static string Installed()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ArgusAI.sln"))) folder = folder.Parent;
        var root = folder?.FullName ?? throw new InvalidOperationException($"there is no ArgusAI.sln above {AppContext.BaseDirectory}");
        var file = Path.Combine(root, Package);
        // Several test runs may come here at once; npm empties the folder before it fills it.
        using var turn = Turn(Path.Combine(root, "tests", "linters", ".npm-ci.lock"));
        if (!File.Exists(file)) Install(Path.Combine(root, "tests", "linters"));
        return File.Exists(file) ? file : throw new InvalidOperationException($"npm ci in tests/linters left no {Package}");
    }

    static FileStream Turn(string path)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (waited.Elapsed < TimeSpan.FromMinutes(3))
            {
                Thread.Sleep(200);
            }
        }
    }

    static void Install(string folder)
    {
        var npm = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"]) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(npm) ?? throw new InvalidOperationException("npm did not start");
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"the Compose schema comes from npm, and 'npm ci' in tests/linters ended with {process.ExitCode}:\n{said.Result}\n{complained}");
    }
}
