namespace ArgusAI.Containers.Tests.Values;

public class GraphTests
{
    static IEnumerable<string> Rings(string graph)
    {
        var next = graph.Split(' ').Select(e => e.Split('>')).ToLookup(e => e[0], e => e[1]);
        return Graph.Rings(next.Select(n => n.Key), name => next[name]).Select(ring => ring.Ring.Replace(" → ", ">", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a>a", "a>a")]
    [InlineData("a>b b>a", "a>b>a")]
    [InlineData("x>a a>b b>c c>a", "a>b>c>a")]
    public void A_ring_is_found_once_in_its_order(string graph, string ring) => Assert.Equal([ring], Rings(graph));

    [Theory]
    [InlineData("a>b a>c b>d c>d")]
    [InlineData("a>b b>missing")]
    public void Names_that_meet_again_are_no_ring(string graph) => Assert.Empty(Rings(graph));

    [Fact]
    public void A_chain_may_be_as_long_as_it_likes()
    {
        var names = Enumerable.Range(0, 200_000).Select(i => $"{i}").ToArray();
        var (last, ring) = Assert.Single(Graph.Rings(names, name => [$"{(int.Parse(name, System.Globalization.CultureInfo.InvariantCulture) + 1) % names.Length}"]));
        Assert.Equal(("199999", "0 → 1 → 2 → 3 → 4 → 5 → 6 → 7 → 8 → 9 → 10 → 11 → … → 0"), (last, ring));
    }
}
