namespace ArgusAI.Smoke.Fixture;

/// <summary>The tree under test.</summary>
public static class Repository
{
    /// <summary>Its root, found upwards from the test program; <c>ARGUSAI_ROOT</c> names another.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("ARGUSAI_ROOT") ?? Find(AppContext.BaseDirectory);

    /// <summary>Where results are left for people: <c>artifacts/smoke</c>.</summary>
    public static string Artifacts => Directory.CreateDirectory(Path.Combine(Root, "artifacts", "smoke")).FullName;

    /// <summary>A file of the tree.</summary>
    /// <param name="relative">Its path with forward slashes.</param>
    public static string File(string relative) => Path.Combine([Root, .. relative.Split('/')]);

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "ArgusAI.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException($"no ArgusAI.sln above '{from}': run the tests from the repository, or set ARGUSAI_ROOT");
    }
}
