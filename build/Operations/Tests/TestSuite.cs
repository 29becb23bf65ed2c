namespace ArgusAI.Operations.Tests;

/// <summary>One program to run, in order; a failing one ends the suite.</summary>
/// <param name="Program">Looked up on PATH.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Folder">Where it runs; the workspace when null.</param>
internal sealed record TestStep(string Program, IReadOnlyList<string> Arguments, string? Folder = null);

/// <summary>How the tests of one folder are run so that a JUnit file comes out: a .NET test project, or an npm project.</summary>
/// <param name="Path">The project's file or folder, absolute.</param>
/// <param name="Npm">Whether it is an npm project.</param>
internal sealed record TestSuite(string Path, bool Npm)
{
    private const string LockFile = "package-lock.json";

    /// <summary>Tells the kind by what lies there.</summary>
    internal static TestSuite At(string path) => new(path, File.Exists(System.IO.Path.Combine(path, "package.json")));

    /// <summary>The programs that run it.</summary>
    /// <param name="options">How; the filter is VSTest's and leaves npm projects whole.</param>
    /// <param name="junit">The results file they write.</param>
    internal IEnumerable<TestStep> Steps(TestOptions options, string junit) => Npm ? NpmSteps(junit) :
    [
        new("dotnet",
        [
            "test", Path, "--nologo", "--configuration", options.Configuration,
            .. options.NoBuild ? (string[])["--no-build"] : [],
            .. options.Filter is null ? [] : (string[])["--filter", options.Filter],
            "--logger", $"junit;LogFilePath={junit}", "--logger", "console;verbosity=normal",
        ]),
    ];

    private IEnumerable<TestStep> NpmSteps(string junit)
    {
        // npm's own note of what it installed; older than the lock file means that something else is wanted.
        var installed = new FileInfo(System.IO.Path.Combine(Path, "node_modules", "." + LockFile));
        if (!installed.Exists || installed.LastWriteTimeUtc < File.GetLastWriteTimeUtc(System.IO.Path.Combine(Path, LockFile)))
            yield return new("npm", ["ci", "--no-audit", "--no-fund"], Path);
        yield return new("npm", ["run", "lint"], Path);
        yield return new("npm", ["run", "build"], Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(junit)!);
        yield return new("node",
        [
            "--test", "--test-reporter=spec", "--test-reporter-destination=stdout", "--test-reporter=junit", $"--test-reporter-destination={junit}",
            .. Directory.EnumerateFiles(System.IO.Path.Combine(Path, "test"), "*.test.mjs", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
        ], Path);
    }
}
