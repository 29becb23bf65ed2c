namespace ArgusAI.Containers;

/// <summary>Names that refer to names.</summary>
static class Graph
{
    /// <summary>The rings: each as the names on it in order, the last of which refers to the first. One is found for every reference that closes one.</summary>
    /// <remarks>A walk in depth with a stack of its own: a chain may be as long as it likes, and every reference is followed once.</remarks>
    /// <param name="names">Where to begin.</param>
    /// <param name="next">What a name refers to; nothing for a name that is not known.</param>
    public static IEnumerable<IReadOnlyList<string>> Rings(IEnumerable<string> names, Func<string, IEnumerable<string>> next)
    {
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in names.Where(done.Add))
        {
            var onPath = new HashSet<string>(StringComparer.Ordinal) { start };
            var path = new Stack<(string Name, IEnumerator<string> Next)>([(start, next(start).GetEnumerator())]);
            while (path.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    onPath.Remove(top.Name);
                    path.Pop();
                }
                else if (onPath.Contains(top.Next.Current))
                    yield return [.. path.Select(p => p.Name).TakeWhile(n => n != top.Next.Current).Append(top.Next.Current).Reverse()];
                else if (done.Add(top.Next.Current))
                {
                    onPath.Add(top.Next.Current);
                    path.Push((top.Next.Current, next(top.Next.Current).GetEnumerator()));
                }
            }
        }
    }
}
