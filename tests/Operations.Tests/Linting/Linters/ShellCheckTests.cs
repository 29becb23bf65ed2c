using ArgusAI.Operations.Linting;
using ArgusAI.Operations.Linting.Linters;

namespace ArgusAI.Operations.Tests.Linting.Linters;

/// <summary>With the real ShellCheck, which the tests' packages hold.</summary>
public sealed class ShellCheckTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public async Task A_finding_in_a_RUN_stands_at_its_line_and_column_of_the_Dockerfile()
    {
        var findings = await FindingsAsync("FROM debian\n\nRUN --network=none echo $1 && \\\n    # why\n    cat $2\n");
        Assert.Equal(["Dockerfile:3:25 SC2086", "Dockerfile:5:9 SC2086"], findings);
    }

    [Fact]
    public async Task A_finding_in_a_heredoc_stands_at_its_line() =>
        Assert.Equal(["Dockerfile:4:4 SC2164"], await FindingsAsync("FROM debian\nRUN <<'EOF'\nset -u\n  cd /tmp\nEOF\n".Replace("  cd", "   cd", StringComparison.Ordinal)));

    [Fact]
    public async Task What_is_right_in_bash_is_wrong_in_sh()
    {
        const string text = "FROM debian\n{0}RUN [[ -e /a ]] && echo a\n";
        Assert.Equal(["Dockerfile:2:5 SC3010"], await FindingsAsync(text.Replace("{0}", "", StringComparison.Ordinal)));
        Assert.Empty(await FindingsAsync(text.Replace("{0}", "SHELL [\"/bin/bash\", \"-c\"]\n", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Variables_of_the_Dockerfile_count_as_set()
    {
        const string text = "FROM debian\n{0}RUN echo \"$version\"\n";
        Assert.Equal(["Dockerfile:2:11 SC2154"], await FindingsAsync(text.Replace("{0}", "", StringComparison.Ordinal)));
        Assert.Empty(await FindingsAsync(text.Replace("{0}", "ARG version\n", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_script_is_checked_as_it_is()
    {
        var script = sandbox.File("a.sh", "#!/bin/sh\necho $1\n");
        var result = await ShellCheck.RunAsync(new Dictionary<string, string> { [script] = "a.sh" }, [], sandbox.Folder, TestContext.Current.CancellationToken);
        Assert.Equal("a.sh:2:6: warning SC2086: Double quote to prevent globbing and word splitting.", Assert.Single(result.Findings).ToString());
    }

    [Fact]
    public void Scripts_of_the_project_are_found_by_name_and_by_their_first_line()
    {
        sandbox.File("build.sh", "");
        sandbox.File(".ci/run", "#!/usr/bin/env bash\n");
        sandbox.File(".ci/notes", "text\n");
        sandbox.File("deploy/templates/entry.sh", "");
        sandbox.File("deploy/templates/entry.py", "#!/usr/bin/env python3\n");
        sandbox.File("tests/Smoke/bin/Debug/copied.sh", "");
        sandbox.File("tests/linters/node_modules/a/a.sh", "");
        sandbox.File("src/Frontend/other.sh", "");
        Assert.Equal([".ci/run", "build.sh", "deploy/templates/entry.sh"], ShellScripts.Of(sandbox.Workspace));
    }

    private async Task<IEnumerable<string>> FindingsAsync(string dockerfile)
    {
        var result = await ShellCheck.RunAsync(new Dictionary<string, string>(), [.. RunScripts.Of(sandbox.Linted("Dockerfile", dockerfile))], sandbox.Folder, TestContext.Current.CancellationToken);
        Assert.Null(result.Missing);
        return result.Findings.Select(f => $"{f.File}:{f.Position} {f.Rule.Id}");
    }

    public void Dispose() => sandbox.Dispose();
}
