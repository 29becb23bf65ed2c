using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Tests.Dockerfiles;

public class DockerfileSizeTests
{
    static string Many(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    static readonly Dictionary<string, Func<string>> Texts = new()
    {
        ["a hundred thousand continued lines"] = () => "FROM x\nRUN true" + Many(" \\\n  && true", 100_000),
        ["ten megabytes in a line"] = () => "FROM x\nENV A=" + new string('a', 10_000_000),
        ["ten megabytes of spaces"] = () => "FROM x\nRUN " + new string(' ', 10_000_000) + "\\",
        ["a hundred thousand braces"] = () => "FROM x\nENV A=" + Many("${", 100_000),
        ["a hundred thousand defaults"] = () => "FROM x\nENV A=" + Many("${a:-", 100_000) + new string('}', 100_000),
        ["braces around a heredoc"] = () => "FROM x\nRUN " + Many("${", 100_000) + "<<A" + new string('}', 100_000),
        ["a million brackets"] = () => "FROM x\nRUN " + new string('[', 1_000_000),
        ["a hundred thousand heredocs"] = () => "FROM x\nRUN " + Many("<<A ", 100_000),
        ["a hundred thousand ONBUILD"] = () => "FROM x\n" + Many("ONBUILD ", 100_000),
        ["a chain of stages"] = () => "FROM x AS s0\n" + string.Concat(Enumerable.Range(1, 20_000).Select(i => $"FROM s{i - 1} AS s{i}\nCOPY --from=s{i - 1} a b\n")),
        ["a hundred thousand wrong values"] = () => "FROM x\n" + Many("EXPOSE x\n", 100_000),
        ["fifty thousand flags"] = () => "FROM x\nCOPY " + Many("--exclude=a ", 50_000) + "a b",
        ["a hundred thousand comments"] = () => Many("# a\n", 100_000),
        ["a million quotes"] = () => "FROM x\nRUN " + new string('"', 1_000_001),
        ["fifty thousand labels"] = () => "FROM x\nLABEL " + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"a{i}=b ")),
        ["a directive of spaces"] = () => "# syntax=" + new string(' ', 5_000_000) + "x",
    };

    public static TheoryData<string> Names() => [.. Texts.Keys];

    // A minute is far more than a hundred times what it takes: only work that grows with the square of the size reaches it.
    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_huge_text_comes_to_an_end(string name)
    {
        var text = Texts[name]();
        var reading = Task.Run(() => Dockerfile.Read(text), TestContext.Current.CancellationToken);
        var (model, problems) = await reading.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.True(model is not null || problems.Count > 0);
        if (model is not null) Assert.All(DockerfileRules.Check(model), finding => Assert.NotEmpty(finding.Message));
    }
}
