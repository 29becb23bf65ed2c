using ArgusAI.Containers.DotEnv;
using FsCheck.Xunit;

namespace ArgusAI.Containers.Tests.DotEnv;

[Properties(Arbitrary = [typeof(RoundTripTests)], MaxTest = 300)]
public class DotEnvEditingTests
{
    const string File = "\uFEFF# the file\r\n\r\nexport  A =  'one'   # odd\r\nB=\"x\ny\" # two lines\r\nC=plain\t \r\nA=\"last\"#counts\r\nD";

    [Fact]
    public void A_file_that_was_read_is_written_as_it_was()
    {
        var text = File + "=1";
        Assert.Equal(text, DotEnvFile.Parse(text).Write());
        Assert.Equal(text + "\r\n", DotEnvFile.Parse(text + "\r\n").Write());
    }

    [Theory]
    [InlineData("A", "new", "A=\"last\"#counts", "A=\"new\"#counts")]
    [InlineData("A", "q\"$\\", "A=\"last\"#counts", "A=\"q\\\"\\$\\\\\"#counts")]
    [InlineData("B", "z", "B=\"x\ny\" # two", "B=\"z\" # two")]
    [InlineData("C", "two words", "C=plain\t ", "C='two words'\t ")]
    [InlineData("D", "2", "D=1", "D=2")]
    public void A_value_is_set_where_it_counts_and_nothing_else_changes(string name, string value, string before, string after) =>
        Assert.Equal((File + "=1\r\n").Replace(before, after, StringComparison.Ordinal), DotEnvFile.Parse(File + "=1\r\n").Set(name, value).Write());

    [Fact]
    public void New_lines_end_as_the_files_own_do()
    {
        var file = DotEnvFile.Parse(File + "=1").Set("E", "5").Comment("end");
        Assert.Equal(File + "=1\r\nE=5\r\n# end\r\n", file.Write());
    }

    [Fact]
    public void A_single_quoted_value_stays_so_where_it_can() =>
        Assert.Equal("A='$x'\nB=\"it's\"\n", DotEnvFile.Parse("A='a'\nB='b'\n").Set("A", "$x").Set("B", "it's").Write());

    [Fact]
    public void Removing_a_variable_takes_all_its_lines_and_leaves_the_comments() =>
        Assert.Equal("# a\nB=2\n", DotEnvFile.Parse("# a\nA=1\nB=2\nA=\"x\ny\"\nA\n").Remove("A").Write());

    [Property]
    public void A_value_that_is_set_is_read_again(string text, string old)
    {
        var file = DotEnvFile.Empty.Set("A", old).Write().Replace("\n\n", "\n", StringComparison.Ordinal);
        foreach (var before in new[] { file, "A='x' # c\n", "A=\"x\"# c\n", "A=x # c\r\n", "A= # c\nA", "export A=\n" })
            if (DotEnvFile.Read(before) is { IsComplete: true, Model: var read })
                Assert.Equal(text, DotEnvFile.Parse(read.Set("A", text).Write()).Resolve(new Dictionary<string, string>())["A"]);
    }

    [Property]
    public void Any_text_is_read_without_an_exception_and_every_problem_lies_in_it(string text)
    {
        foreach (var candidate in new[] { text, "A=" + text, "A=\"" + text, text.Replace(" ", "=\"'${", StringComparison.Ordinal) })
        {
            var read = DotEnvFile.Read(candidate);
            var lines = candidate.Split('\n');
            foreach (var problem in read.Problems)
            {
                Assert.InRange(problem.Position.Line, 1, lines.Length);
                Assert.InRange(problem.Position.Column, 1, lines[problem.Position.Line - 1].Length + 1);
            }

            if (read.IsComplete) Assert.Equal(candidate, read.Model.Write());
        }
    }

    [Fact]
    public void Many_variables_a_value_of_ten_megabytes_and_deep_defaults_are_read()
    {
        Assert.Equal(100_000, DotEnvFile.Parse(string.Concat(Enumerable.Repeat("A=${B:-x}\n", 100_000))).Lines.Count);
        Assert.Equal(10_000_000, DotEnvFile.Parse("A='" + new string('x', 10_000_000) + "'").Resolve(new Dictionary<string, string>())["A"].Length);
        Assert.NotEmpty(DotEnvFile.Read("A=" + string.Concat(Enumerable.Repeat("${B:-", 100_000))).Problems);
    }
}
