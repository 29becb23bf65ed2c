namespace ArgusAI.Stack.Tests;

/// <summary>The clone these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static StackInputs Inputs { get; } = new(OutsideImages.Read(Read(OutsideImages.Path)));

    public static StackModel Model { get; } = StackModel.Of(Inputs);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ArgusAI.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"no ArgusAI.sln above {AppContext.BaseDirectory}");
    }
}
