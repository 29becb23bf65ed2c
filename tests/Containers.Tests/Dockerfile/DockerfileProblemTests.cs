using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Tests.Dockerfiles;

public class DockerfileProblemTests
{
    /// <summary>Text, place of the one problem, what its message says.</summary>
    public static TheoryData<string, string, string> Problems() => new()
    {
        { "", "1:1", "the file has no FROM" },
        { "# only a comment", "1:1", "the file has no FROM" },
        { "ARG A", "1:1", "the file has no FROM" },
        { "RUN x\nFROM x", "1:1", "RUN stands before the first FROM" },
        { "FROM x\n  RNU y", "2:3", "'RNU' is not an instruction: expected 'RUN'" },
        { "FROM x\nFOO y", "2:1", "expected one such as FROM, RUN or COPY" },
        { "FROM x\n\\\n", "2:1", "the continued line has nothing in it" },
        { "FROM x y", "1:8", "'y' cannot stand after the image: expected AS and a name" },
        { "FROM x TO y", "1:8", "'TO' cannot stand after the image" },
        { "FROM", "1:1", "FROM has no arguments: expected an image" },
        { "FROM x AS 1a", "1:11", "'1a' is not a valid stage name" },
        { "FROM x AS scratch", "1:11", "reserved" },
        { "FROM X", "1:6", "'X' is not a valid image reference" },
        { "FROM --platform=x/ y", "1:6", "'x/' is not a valid platform" },
        { "FROM --from=a x", "1:6", "'--from' is not a flag of FROM: expected --platform" },
        { "FROM x\nRUN", "2:1", "RUN has no arguments: expected a command" },
        { "FROM x\nRUN []", "2:1", "RUN has no arguments" },
        { "FROM x\nCMD [1]", "2:5", "holds more than texts" },
        { "FROM x\nCOPY a", "2:1", "COPY has too few arguments: expected sources and a destination" },
        { "FROM x\nCOPY --form=a b c", "2:6", "'--form' is not a flag of COPY: expected '--from'" },
        { "FROM x\nCOPY --from a b", "2:6", "--from has no value" },
        { "FROM x\nCOPY --link=x a b", "2:6", "'x' is not a value of --link: expected true or false" },
        { "FROM x\nCOPY --from=a --from=b c d", "2:15", "--from is given twice" },
        { "FROM x\nCOPY --from=$A c d", "2:6", "without variables" },
        { "FROM x\nCOPY --from=1 c d", "2:6", "the number of a stage that stands before this one" },
        { "FROM x AS a\nCOPY --from=b c d\nFROM x AS b", "2:6", "'b' is not a valid source: expected a stage that stands before this one" },
        { "FROM x AS a\nCOPY --from=A c d", "2:6", "'A' is not a valid source" },
        { "FROM x\nCOPY --from=Bad c d", "2:6", "'Bad' is not a valid image reference" },
        { "FROM x\nCOPY --chown=é a b", "2:6", "letters outside ASCII" },
        { "FROM x\nCOPY 'a b", "2:6", "expected a closing '" },
        { "FROM x\nCOPY \"a b", "2:6", "expected a closing \"" },
        { "FROM x\nCOPY a <<E\nx\nE", "2:8", "'<<E' is not a valid destination" },
        { "FROM x\nCOPY <<E /y\nx", "2:1", "the heredoc 'E' has no end: expected a line 'E'" },
        { "FROM x\nENV A", "2:5", "'A' has no value: expected name=value" },
        { "FROM x\nENV A=b C", "2:9", "'C' has no value" },
        { "FROM x\nENV =b", "2:5", "'=b' has no name" },
        { "FROM x\nENV $A=b", "2:5", "a name without variables" },
        { "FROM x\nENV A=${B", "2:5", "'}' where the variable ends" },
        { "FROM x\nENV A=${}", "2:5", "a name after ${" },
        { "FROM x\nENV A=${B:x}", "2:5", "one of :- - :+" },
        { "FROM x\nARG a-b", "2:5", "'a-b' is not a valid variable name" },
        { "FROM x\nEXPOSE http", "2:8", "'http'" },
        { "FROM x\nEXPOSE 80 81/tpc", "2:11", "'81/tpc' is not a valid port" },
        { "FROM x\nEXPOSE 8080:80", "2:8", "'8080:80'" },
        { "FROM x\nUSER \"\"", "2:6", "a text that is not empty" },
        { "FROM x\nSHELL /bin/sh -c", "2:7", "'/bin/sh -c' is not a list" },
        { "FROM x\nHEALTHCHECK CDM x", "2:13", "is not a probe: expected CMD and a command, or NONE" },
        { "FROM x\nHEALTHCHECK NONE x", "2:13", "is not a probe" },
        { "FROM x\nHEALTHCHECK CMD", "2:13", "HEALTHCHECK CMD has no command" },
        { "FROM x\nHEALTHCHECK --interval=5 CMD x", "2:13", "'5' is not a valid duration" },
        { "FROM x\nHEALTHCHECK --timeout=1us CMD x", "2:13", "a millisecond and more" },
        { "FROM x\nHEALTHCHECK --retries=-1 CMD x", "2:13", "'-1' is not a valid number of retries" },
        { "FROM x\nONBUILD", "2:1", "ONBUILD has no arguments" },
        { "FROM x\nONBUILD ONBUILD RUN x", "2:9", "ONBUILD cannot stand in ONBUILD" },
        { "FROM x\nONBUILD FROM y", "2:9", "FROM cannot stand in ONBUILD" },
        { "FROM x\nONBUILD COPY a", "2:9", "COPY has too few arguments" },
        { "FROM x\nRUN --mount=type=cach,target=/a x", "2:5", "'cach' is not a valid mount type" },
        { "FROM x\nRUN --mount=type=cache,target=/a,shraing=locked x", "2:5", "expected 'sharing'" },
        { "FROM x\nRUN --mount=type=cache,target=/a,sharing=x x", "2:5", "shared, private or locked" },
        { "FROM x\nRUN --mount=type=bind,target=/a,from=$B x", "2:5", "without variables" },
        { "FROM x\nRUN --mount=type=tmpfs,target=/a,size=x x", "2:5", "'x' is not a valid size" },
        { "FROM x\nRUN --mount=type=secret,id=a,mode=1,foo x", "2:5", "'foo' is not a valid mount field" },
        { "FROM x\nRUN --network=x y", "2:5", "default, none or host" },
        { "FROM x\nRUN --security=x y", "2:5", "sandbox or insecure" },
        { "FROM x\nRUN --device=required y", "2:5", "a name such as vendor.com/device=name" },
        { "# escape=x\nFROM x", "1:1", "'x' is not a valid escape character: expected \\ or `" },
        { "# escape=`\n# escape=\\\nFROM x", "2:1", "'escape' is given twice" },
        { "# syntax=Bad Image\nFROM x", "1:1", "is not a frontend: expected an image" },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void What_is_wrong_is_told_with_its_place(string text, string place, string message)
    {
        var problem = Assert.Single(Dockerfile.Read(text).Problems);
        Assert.Equal(place, problem.Position.ToString());
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_are_told_and_the_rest_is_read()
    {
        var read = Dockerfile.Read("FROM x AS a\nRNU y\nEXPOSE no\nRUN z\nFROM BAD\nRUN lost\nFROM a\nCOPY --from=1 a b\n");
        Assert.Equal(["2:1", "3:8", "5:6", "8:6"], read.Problems.Select(p => p.Position.ToString()));
        Assert.Equal(["a", "stage-2"], read.Model!.Stages.Select(s => s.Name));
        Assert.Equal([new Run("z")], read.Model.Stages[0].Instructions);
    }

    [Fact]
    public void A_line_longer_than_the_builder_reads_is_told()
    {
        Assert.Contains("65535", Assert.Single(Dockerfile.Read("FROM x\nENV A=" + new string('a', 65_530)).Problems).Message, StringComparison.Ordinal);
        Assert.True(Dockerfile.Read("FROM x\nENV A=" + new string('a', 65_529)).IsComplete);
    }

    [Fact]
    public void A_text_without_problems_is_thrown_for_by_name_otherwise() =>
        Assert.StartsWith("my/Dockerfile:1:1: ", Assert.Throws<SyntaxException>(() => Dockerfile.Parse("", "my/Dockerfile")).Message, StringComparison.Ordinal);
}
