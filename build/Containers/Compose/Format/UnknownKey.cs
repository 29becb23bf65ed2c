namespace ArgusAI.Containers.Compose.Format;

/// <summary>What is said about a key that no part of the specification has at its place.</summary>
static class UnknownKey
{
    public static string Message(string key, IEnumerable<string> known)
    {
        var keys = known.ToArray();
        var nearest = keys.Select(k => (Key: k, Distance: Distance(Plain(key), Plain(k)))).OrderBy(k => k.Distance).ThenBy(k => k.Key, StringComparer.Ordinal).FirstOrDefault();
        var hint = nearest.Key is not null && nearest.Distance <= 1 + key.Length / 4
            ? $"did you mean '{nearest.Key}'?"
            : $"expected one of {string.Join(", ", keys)}";
        return $"the key '{key}' is not known: {hint}";
    }

    // People write memLimit, mem-limit and mem_limit; all mean the last.
    static string Plain(string key) => key.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>How many letters must be changed, added or left out to come from one to the other (Levenshtein).</summary>
    static int Distance(string from, string to)
    {
        // A key is short; what is not is none of ours.
        if (from.Length > 64) return from.Length;
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
