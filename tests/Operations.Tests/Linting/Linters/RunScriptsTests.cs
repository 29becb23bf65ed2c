using ArgusAI.Operations.Linting.Linters;

namespace ArgusAI.Operations.Tests.Linting.Linters;

public sealed class RunScriptsTests : IDisposable
{
    private readonly Sandbox sandbox = new();

    [Fact]
    public void A_line_is_taken_with_blanks_for_keyword_and_flags_so_that_columns_stay()
    {
        var script = Assert.Single(Scripts("FROM debian\nRUN --network=none echo $A\n"));
        Assert.Equal((2, "sh", "                   echo $A"), (script.Line, script.Shell, script.Text));
    }

    [Fact]
    public void Continued_lines_keep_their_numbers_and_lose_what_the_builder_drops() =>
        Assert.Equal("    apt-get update && \\\n\\\n\\\n    apt-get install -y \\\n    curl", Assert.Single(Scripts("FROM debian\nRUN apt-get update && \\\n# the client\n\n    apt-get install -y \\\n    curl\n")).Text);

    [Fact]
    public void Flags_on_lines_of_their_own_become_blank_lines() =>
        Assert.Equal("\n    echo a", Assert.Single(Scripts("FROM debian\nRUN --mount=type=cache,target=/x \\\n    echo a\n")).Text);

    [Fact]
    public void A_heredoc_alone_is_the_script_and_begins_below_its_instruction()
    {
        var script = Assert.Single(Scripts("FROM debian\nRUN --mount=type=secret,id=ca <<'EOF'\nset -e\necho $A\nEOF\n"));
        Assert.Equal((3, "set -e\necho $A\n"), (script.Line, script.Text));
    }

    [Fact]
    public void A_heredoc_that_a_command_reads_stays_with_the_command() =>
        Assert.Equal("    cat <<EOF > /a\n# text\nEOF", Assert.Single(Scripts("FROM debian\nRUN cat <<EOF > /a\n# text\nEOF\n")).Text);

    [Theory]
    [InlineData("#!/bin/bash\n", "bash")]
    [InlineData("#!/usr/bin/env -S bash -e\n", "bash")]
    [InlineData("#!/bin/sh\n", "sh")]
    [InlineData("", "sh")]
    public void The_shell_is_the_one_that_the_heredoc_names(string first, string shell) => Assert.Equal(shell, Assert.Single(Scripts($"FROM debian\nRUN <<EOF\n{first}echo a\nEOF\n")).Shell);

    [Fact]
    public void The_shell_is_the_one_that_SHELL_set_in_the_stage_or_in_the_one_it_is_made_from()
    {
        const string text = "FROM debian AS a\nRUN a\nSHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN b\nFROM a\nRUN c\nFROM debian\nRUN d\nSHELL [\"pwsh\", \"-c\"]\nRUN e\n";
        Assert.Equal(["sh a", "bash b", "bash c", "sh d"], Scripts(text).Select(s => $"{s.Shell} {s.Text.Trim()}"));
    }

    [Theory]
    [InlineData("FROM debian\nRUN [\"echo\", \"$A\"]\n")]
    [InlineData("FROM debian\nRUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF\n")]
    [InlineData("# escape=`\nFROM windows\nRUN dir `\n  c:\\\n")]
    public void What_no_shell_reads_is_left_out(string text) => Assert.Empty(Scripts(text));

    [Fact]
    public void Variables_of_the_Dockerfile_are_known_to_the_script() =>
        Assert.Equal(["version", "HOME_DIR"], Assert.Single(Scripts("FROM debian\nARG version=1\nENV HOME_DIR=/a\nRUN echo \"$version\"\n")).Variables);

    private IEnumerable<RunScript> Scripts(string text) => RunScripts.Of(sandbox.Linted("Dockerfile", text));

    public void Dispose() => sandbox.Dispose();
}
