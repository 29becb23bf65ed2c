using ArgusAI.Contract;
using ArgusAI.Operations.Compose;

namespace ArgusAI.Operations.Tests.Compose;

public sealed class ReportedProblemsTests
{
    [Fact]
    public void The_last_line_with_problems_counts() => Assert.Equal(
        [new ConfigurationProblem("B", "b", "fix b")],
        ReportedProblems.In("""
            {"problems":[{"name":"A","problem":"a","fix":"fix a"}]}
            {"level":"INFO","message":"started"}
            {"problems":[{"name":"B","problem":"b","fix":"fix b"}]}
            plain text
            """));

    [Theory]
    [InlineData("")]
    [InlineData("plain text with \"problems\"")]
    [InlineData("{\"problems\":[{\"name\":\"cut off")]
    [InlineData("{\"problems\":\"none\"}")]
    [InlineData("{\"problems\":[]}")]
    [InlineData("{\"message\":\"no problems\"}")]
    public void Other_lines_are_none(string log) => Assert.Empty(ReportedProblems.In(log));

    [Fact]
    public void A_problem_without_all_its_parts_is_shown_as_far_as_it_goes() =>
        Assert.Equal([new ConfigurationProblem("A", "", "")], ReportedProblems.In("""{"problems":[{"name":"A","problem":5}, 7]}"""));
}
