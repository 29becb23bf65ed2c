using ArgusAI.Containers.Reviews;
using FsCheck.Xunit;

namespace ArgusAI.Containers.Tests.Policies;

/// <summary>How policies see the commands of a RUN.</summary>
public class ShellReaderTests
{
    [Theory]
    [InlineData("a b && c", "a b|c")]
    [InlineData("a \\\n  b; c # d && e\nf", "a b|c|f")]
    [InlineData("A=1 B=x if ! a; then b 'c && d' \"e;f\"; fi", "a|b c && d e;f")]
    [InlineData("a > /x 2>&1 < y b", "a b")]
    [InlineData("for x in $(a b); do c \"$x\"; done", "a b|for x in $(a b)|c $x")]
    [InlineData("cat <<'EOF' > f\nnot a command && x\nEOF\nb", "cat|b")]
    [InlineData("(cd /a && b) || c & d", "cd /a|b|c|d")]
    [InlineData("echo a#b ${x:-a b} \\; c", "echo a#b ${x:-a b} ; c")]
    [InlineData("", "")]
    public void A_script_is_cut_into_its_commands(string script, string commands) =>
        Assert.Equal(commands, string.Join('|', ShellReader.Commands(script)));

    [Fact]
    public void A_pipe_knows_where_it_comes_from() =>
        Assert.Equal("curl", ShellReader.Commands("curl -f x | sudo -E bash -s")[1].Source?.Program);

    [Theory]
    [InlineData("sudo -E apt-get install -qy x", "apt-get")]
    [InlineData("/usr/bin/env A=1 npm ci", "npm")]
    [InlineData("env A=1 npm ci", "npm")]
    [InlineData("/usr/bin/curl x", "curl")]
    [InlineData("sudo", "sudo")]
    public void A_program_is_found_behind_its_wrappers(string script, string program) =>
        Assert.Equal(program, ShellReader.Commands(script).Single().Program);

    [Property(MaxTest = 500)]
    public void No_text_is_too_strange(string? text) => Assert.All(ShellReader.Commands(text ?? ""), c => Assert.NotEmpty(c.Words));

    [Theory]
    [InlineData('(')]
    [InlineData('\'')]
    [InlineData('`')]
    [InlineData('\\')]
    public void A_long_row_of_one_character_ends(char character) => Assert.NotNull(ShellReader.Commands("a $(" + new string(character, 100_000)));
}
