using ArgusAI.Containers.Bake;

namespace ArgusAI.Containers.Tests.Bake;

public class BakeRulesTests
{
    static IEnumerable<string> Rules(string targets) => BakeRules.Check(BakeFile.Parse($"{{{targets}}}")).Select(f => f.Rule).Distinct();

    [Theory]
    [InlineData("undefined-target", "'group':{'g':{'targets':['a']}}", "'group':{'g':{'targets':['a']}},'target':{'a':{}}")]
    [InlineData("undefined-target", "'target':{'a':{'inherits':['b']}}", "'target':{'a':{'inherits':['b']},'b':{}}")]
    [InlineData("undefined-target", "'target':{'a':{'contexts':{'x':'target:b'}}}", "'target':{'a':{'contexts':{'x':'target:b'}},'b':{}}")]
    [InlineData("undefined-target", "'target':{'a':{'inherits':['b-x']},'b':{}}", "'target':{'a':{'inherits':['b-x']},'b':{'name':'b-${t}','matrix':{'t':['x']}}}")]
    [InlineData("inherits-cycle", "'target':{'a':{'inherits':['b']},'b':{'inherits':['a']}}", "'target':{'a':{'inherits':['b','c']},'b':{'inherits':['c']},'c':{}}")]
    [InlineData("context-cycle", "'target':{'a':{'contexts':{'x':'target:a'}}}", "'target':{'a':{'contexts':{'x':'docker-image://a'}}}")]
    [InlineData("group-cycle", "'group':{'g':{'targets':['h']},'h':{'targets':['g']}}", "'group':{'g':{'targets':['h']},'h':{'targets':['a']}},'target':{'a':{}}")]
    [InlineData("duplicate-tag", "'target':{'a':{'tags':['x:1']},'b':{'tags':['x:1']}}", "'target':{'a':{'tags':['x:1']},'b':{'tags':['x:2']}}")]
    [InlineData("two-dockerfiles", "'target':{'a':{'dockerfile':'x','dockerfile-inline':'FROM y'}}", "'target':{'a':{'dockerfile':'x'}}")]
    [InlineData("name-without-matrix", "'target':{'a':{'name':'x'}}", "'target':{'a':{'name':'x-${t}','matrix':{'t':['y']}}}")]
    [InlineData("group-and-target", "'group':{'a':{'targets':['a']}},'target':{'a':{}}", "'group':{'default':{'targets':['a']}},'target':{'a':{}}")]
    [InlineData("target-name", "'target':{'a.b':{}}", "'target':{'a-b':{}}")]
    [InlineData("constant-name", "'a b':1", "'a_b':1")]
    public void A_contradiction_is_found_and_its_cure_is_not(string rule, string broken, string mended)
    {
        Assert.Contains(rule, Rules(broken.Replace('\'', '"')));
        Assert.Empty(Rules(mended.Replace('\'', '"')));
    }

    [Fact]
    public void A_key_that_stands_twice_is_refused() =>
        Assert.Equal("extra-key", Assert.Single(BakeRules.Check(new BakeFile { Targets = new() { ["a"] = new BakeTarget { Context = ".", Extra = new() { ["context"] = "x" } } } })).Rule);

    [Fact]
    public void A_finding_says_where_it_stands_in_the_text() =>
        Assert.Equal(new Position(2, 15), Assert.Single(BakeRules.Check(BakeFile.Parse("{\n\"target\":{\"a\":{\"inherits\":[\"b\"]}}}"))).Position);
}
