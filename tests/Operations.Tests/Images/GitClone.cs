using System.Diagnostics;

namespace ArgusAI.Operations.Tests.Images;

/// <summary>A git repository in a test's folder: what lies there already is not part of it.</summary>
internal static class GitClone
{
    internal const string Time = "1700000000";

    /// <summary>Makes it, with one commit of a file; returns the commit's hash.</summary>
    internal static string Make(Sandbox sandbox)
    {
        Git(sandbox, "init", "--quiet");
        sandbox.File(".git/info/exclude", "*\n");
        sandbox.File("source.txt", "first\n");
        Git(sandbox, "add", "--force", "source.txt");
        Git(sandbox, "-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgSign=false", "commit", "--quiet", "--message", "first");
        return Git(sandbox, "rev-parse", "HEAD");
    }

    private static string Git(Sandbox sandbox, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = sandbox.Folder, RedirectStandardOutput = true };
        start.Environment["GIT_COMMITTER_DATE"] = $"{Time} +0000";
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
