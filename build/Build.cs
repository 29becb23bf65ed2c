using ArgusAI.Operations;
using Nuke.Common;
using Nuke.Components;

/// <summary>The build: thin targets, one file per concern; what they do is in Containers, Stack and Operations.</summary>
partial class Build : NukeBuild, ICompile
{
    public static int Main(string[] words) => CommandLineCheck.Run<Build>(words, typeof(ParameterAttribute), typeof(Target), () => Execute<Build>());

    Target Clean => _ => _
        .Description("Removes what Compile and Test made.")
        .Before<IRestore>(x => x.Restore)
        .Executes(() =>
        {
            foreach (var folder in new[] { "artifacts", "TestResults" })
                if (Directory.Exists(RootDirectory / folder)) Directory.Delete(RootDirectory / folder, recursive: true);
        });
}
