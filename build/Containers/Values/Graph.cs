namespace ArgusAI.Containers;

/// <summary>Names that refer to names.</summary>
static class Graph
{
    const int MostNames = 12;

    /// <summary>Every reference that closes a ring: the name it stands at, and the ring as messages show it, such as <c>a → b → a</c>.</summary>
    /// <param name="names">All names.</param>
    /// <param name="next">The names one leads to; those that are not among <paramref name="names"/> are passed over.</param>
    /// <remarks>A walk in depth with a stack of its own: a chain may be as long as it likes, and each step is taken once.</remarks>
    public static IEnumerable<(string Last, string Ring)> Rings(IEnumerable<string> names, Func<string, IEnumerable<string>> next)
    {
        var known = names.ToArray();
        var open = known.ToHashSet(StringComparer.Ordinal);
        var depth = new Dictionary<string, int>(StringComparer.Ordinal);
        var path = new List<(string Name, IEnumerator<string> Next)>();
        foreach (var start in known.Where(open.Remove))
        {
            Enter(start);
            while (path.Count > 0)
            {
                var (name, steps) = path[^1];
                if (!steps.MoveNext())
                {
                    depth.Remove(name);
                    path.RemoveAt(path.Count - 1);
                }
                else if (depth.TryGetValue(steps.Current, out var first)) yield return (name, Shown(first));
                else if (open.Remove(steps.Current)) Enter(steps.Current);
            }
        }

        void Enter(string name)
        {
            depth.Add(name, path.Count);
            path.Add((name, next(name).GetEnumerator()));
        }

        string Shown(int first)
        {
            var ring = path.Skip(first).Take(MostNames).Select(p => p.Name);
            return string.Join(" → ", [.. ring, .. path.Count - first > MostNames ? ["…"] : Array.Empty<string>(), path[first].Name]);
        }
    }
}
