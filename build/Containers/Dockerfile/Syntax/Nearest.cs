namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The known word that an unknown one was meant to be.</summary>
static class Nearest
{
    const int Longest = 20;

    /// <summary>The known word with the fewest letters that differ; null when all differ in more than two.</summary>
    public static string? To(string word, IEnumerable<string> known) => word.Length > Longest
        ? null
        : known.Select(k => (Word: k, Distance: Distance(word.ToUpperInvariant(), k.ToUpperInvariant())))
            .Where(k => k.Distance <= 2).OrderBy(k => k.Distance).Select(k => k.Word).FirstOrDefault();

    /// <summary>Letters to add, drop or change.</summary>
    static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
