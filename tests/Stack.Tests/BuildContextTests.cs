using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Stack.Tests;

/// <summary>What the builder is given: everything the Dockerfiles copy, and nothing that is the user's (D18).</summary>
public class BuildContextTests
{
    private static readonly string[] Files = [.. Directory.EnumerateFiles(Repository.Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
        .Where(f => !f.StartsWith(".git/", StringComparison.Ordinal) && !f.Contains("/node_modules/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))];

    public static TheoryData<string> Images => [StackFiles.BackendDockerfile, StackFiles.FrontendDockerfile];

    [Theory]
    [MemberData(nameof(Images))]
    public void Every_copied_path_exists_and_reaches_the_builder(string path)
    {
        var image = Model(path);

        Assert.Empty(new BuildContext(Files, image.Ignore).Check(image.Dockerfile));
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void A_path_that_is_ignored_would_be_noticed(string path)
    {
        var image = Model(path);

        Assert.NotEmpty(new BuildContext(Files, image.Ignore.Except("deploy/templates/image/probe.c")).Check(image.Dockerfile));
    }

    private static ImageModel Model(string path) => path == StackFiles.BackendDockerfile ? Repository.Model.Backend : Repository.Model.Frontend;
}
