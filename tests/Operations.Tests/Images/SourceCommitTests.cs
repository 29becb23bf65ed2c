using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public sealed class SourceCommitTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task A_clean_tree_gives_the_commits_time_and_names_it()
    {
        var hash = GitClone.Make(sandbox);
        var commit = await Read();
        Assert.Equal(new(GitClone.Time, hash), commit);
        Assert.Equal(GitClone.Time, commit.Variables["SOURCE_DATE_EPOCH"]);
        Assert.Equal(hash, commit.Labels["org.opencontainers.image.revision"]);
        Assert.Empty(sandbox.Printed);
    }

    [Fact]
    public async Task A_tree_with_changes_names_no_commit_and_is_told()
    {
        GitClone.Make(sandbox);
        sandbox.File("source.txt", "second\n");
        var commit = await Read();
        Assert.Equal(new(GitClone.Time, null), commit);
        Assert.Empty(commit.Labels);
        Assert.Contains("changes that are in no commit", sandbox.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_git_does_not_know_is_a_change_too()
    {
        GitClone.Make(sandbox);
        sandbox.File(".git/info/exclude", "bin\n");
        sandbox.File("new.txt", "");
        Assert.Null((await Read()).Revision);
    }

    [Theory]
    [InlineData("release", "release", true)]
    [InlineData("deep/release", "deep/release", true)]
    [InlineData("release", "other", false)]
    [InlineData("release", ".", false)]
    [InlineData("release", "..", false)]
    public async Task Where_images_go_to_is_no_source(string written, string apart, bool clean)
    {
        var hash = GitClone.Make(sandbox);
        sandbox.File(".git/info/exclude", "bin\n");
        sandbox.File($"{written}/argusai-backend.oci.tar", "");
        Assert.Equal(clean ? hash : null, (await Read(apart: Path.GetFullPath(apart, sandbox.Folder))).Revision);
    }

    [Fact]
    public async Task The_callers_time_takes_precedence_over_the_commits()
    {
        var hash = GitClone.Make(sandbox);
        Assert.Equal(new("1600000000", hash), await Read("1600000000"));
        Assert.Equal(new(GitClone.Time, hash), await Read(""));
    }

    [Fact]
    public async Task Without_git_the_callers_time_is_enough_and_without_that_it_is_asked_for()
    {
        Assert.Equal(new("1600000000", null), await Read("1600000000"));
        var error = await Assert.ThrowsAsync<OperationException>(() => Read());
        Assert.Contains("not a git repository", error.Message, StringComparison.Ordinal);
        Assert.Contains("SOURCE_DATE_EPOCH=$(date +%s)", error.Fix, StringComparison.Ordinal);
    }

    public void Dispose() => sandbox.Dispose();

    private Task<SourceCommit> Read(string? given = null, string? apart = null) =>
        SourceCommit.ReadAsync(sandbox.Workspace, sandbox.Console, apart, name => name == "SOURCE_DATE_EPOCH" ? given : null, TestContext.Current.CancellationToken);
}
