using ArgusAI.Containers;
using ArgusAI.Stack;

namespace ArgusAI.Benchmarks.Samples;

/// <summary>The project's own stack, as the generator sees it.</summary>
static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static StackInputs Inputs { get; } = StackInputs.Of(Root);

    /// <summary>The text of one generated file.</summary>
    public static string Text(string path) => ArgusStack.Render(Inputs).Single(artefact => artefact.Path == path).Content;

    static string Find(string folder) => File.Exists(Path.Combine(folder, "ArgusAI.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Find(parent)
        : throw new DirectoryNotFoundException("no ArgusAI.sln above the benchmarks: expected them to run inside the clone");
}
