using ArgusAI.Operations;

namespace ArgusAI.Smoke.Fixture;

/// <summary>The tree under test: the one the test program was built from; <c>ARGUSAI_ROOT</c> names another.</summary>
public static class Repository
{
    private static readonly Workspace Workspace = Workspace.Find(Environment.GetEnvironmentVariable("ARGUSAI_ROOT") ?? AppContext.BaseDirectory);

    /// <summary>Its root.</summary>
    public static string Root => Workspace.Root;

    /// <summary>Where results are left for people: <c>artifacts/smoke</c>.</summary>
    public static string Artifacts { get; } = Directory.CreateDirectory(Path.Combine(Workspace.Artifacts, "smoke")).FullName;

    /// <summary>A file of the tree.</summary>
    /// <param name="relative">Its path with forward slashes.</param>
    public static string File(string relative) => Workspace[relative];
}
