namespace ArgusAI.Containers.Compose;

public static partial class ComposeRules
{
    static List<RuleFinding> Cycles(ComposeFile file) => Cycles(file, "depends_on", "waits for", Needed);

    static List<RuleFinding> ExtendsCycles(ComposeFile file) =>
        Cycles(file, "extends", "extends", s => s.Extends is { File: null, Service.LiteralText: { } name } ? [name] : []);

    /// <summary>A walk in depth with a stack of its own: a chain may be as long as it likes.</summary>
    static List<RuleFinding> Cycles(ComposeFile file, string key, string verb, Func<Service, IEnumerable<string>> next)
    {
        var findings = new List<RuleFinding>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in file.Services.Keys.Where(done.Add))
        {
            var onPath = new HashSet<string>(StringComparer.Ordinal) { start };
            var path = new Stack<(string Name, IEnumerator<string> Next)>();
            path.Push((start, Next(start)));
            while (path.TryPeek(out var top))
            {
                if (!top.Next.MoveNext())
                {
                    onPath.Remove(top.Name);
                    path.Pop();
                }
                else if (onPath.Contains(top.Next.Current))
                {
                    var ring = path.Select(p => p.Name).TakeWhile(n => n != top.Next.Current).Append(top.Next.Current).Reverse();
                    findings.Add(Finding("cycle", At(top.Name, key), $"{verb} itself: {string.Join(" → ", ring)} → {top.Next.Current}"));
                }
                else if (file.Services.ContainsKey(top.Next.Current) && done.Add(top.Next.Current))
                {
                    onPath.Add(top.Next.Current);
                    path.Push((top.Next.Current, Next(top.Next.Current)));
                }
            }
        }
        return findings;

        IEnumerator<string> Next(string name) => next(file.Services[name]).GetEnumerator();
    }
}
