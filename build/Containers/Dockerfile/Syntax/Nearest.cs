namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The known word that an unknown one was meant to be.</summary>
static class Nearest
{
    const int Longest = 20;

    /// <summary>The known word with the fewest letters that differ; null when more than one in three does.</summary>
    public static string? To(string word, IEnumerable<string> known) => word.Length > Longest
        ? null
        : known.Select(k => (Word: k, Distance: Distance(word.ToUpperInvariant(), k.ToUpperInvariant())))
            .Where(k => k.Distance <= Math.Max(word.Length, k.Word.Length) / 3).OrderBy(k => k.Distance).Select(k => k.Word).FirstOrDefault();

    /// <summary>Letters to add, drop, change or swap with the next.</summary>
    static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= to.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
            for (var j = 1; j <= to.Length; j++)
            {
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        return rows[from.Length, to.Length];
    }
}
