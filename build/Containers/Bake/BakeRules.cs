namespace ArgusAI.Containers.Bake;

/// <summary>The rules a bake file must keep before a byte is written. Where a matrix or an expression makes names, nothing is called missing.</summary>
public static class BakeRules
{
    /// <summary>Every contradiction; none when there is nothing to say.</summary>
    public static IReadOnlyList<RuleFinding> Check(BakeFile file) => [.. Names(file), .. References(file), .. Cycles(file), .. Tags(file)];

    static IEnumerable<RuleFinding> Names(BakeFile file)
    {
        foreach (var (path, name) in file.Targets.Keys.Select(n => ($"target.{n}", n)).Concat(file.Groups.Keys.Select(n => ($"group.{n}", n)))
            .Where(n => n.n.Length == 0 || !n.n.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')))
            yield return new("target-name", path, $"'{name}' is not a target name: expected letters, digits, '_' and '-'");
        foreach (var name in file.Targets.Keys.Intersect(file.Groups.Keys))
            yield return new("group-and-target", $"group.{name}", $"'{name}' is a target, too: expected another name", file.Groups[name].Position.Value);
        foreach (var name in file.Constants.Keys.Where(n => n is "//" or "variable" or "function" or "group" or "target" || !n.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')))
            yield return new("constant-name", name, $"'{name}' is not the name of a constant: expected letters, digits, '_' and '-', and no word of bake's");
        foreach (var (name, target) in file.Targets)
        {
            if (target is { Dockerfile: not null, DockerfileInline: not null })
                yield return new("two-dockerfiles", $"target.{name}", "has two Dockerfiles: expected Dockerfile or DockerfileInline", target.Position.Value);
            if (target.Name is not null && target.Matrix.Count == 0 && !target.Extra.ContainsKey("matrix"))
                yield return new("name-without-matrix", $"target.{name}.name", "a name is for the targets of a matrix: expected Matrix", target.Position.Value);
            foreach (var key in target.Extra.Keys.Where(k => BakeShape.Keys.FirstOrDefault(s => s.Name == k) is not { } known || known.Write(target) is not null))
                yield return new("extra-key", $"target.{name}.{key}", $"'{key}' is no key of a target, or stands twice: expected one that bake knows and no property says", target.Position.Value);
        }
    }

    static IEnumerable<RuleFinding> References(BakeFile file)
    {
        // The targets of a matrix have names that only bake knows.
        var hasMatrix = file.Targets.Values.Any(t => t.Matrix.Count > 0 || t.Extra.ContainsKey("matrix"));
        bool IsKnown(string name) => hasMatrix || file.Targets.ContainsKey(name) || name.Contains("${", StringComparison.Ordinal);
        var expected = $"expected {Expected.OneOf([.. file.Targets.Keys])}";
        foreach (var (name, group) in file.Groups)
            foreach (var target in group.Targets.Where(t => !IsKnown(t) && !file.Groups.ContainsKey(t)))
                yield return new("undefined-target", $"group.{name}", $"group '{name}' names '{target}', which is not there: {expected}", group.Position.Value);
        foreach (var (name, target) in file.Targets)
        {
            foreach (var parent in target.Inherits.Where(i => !IsKnown(i)))
                yield return new("undefined-target", $"target.{name}.inherits", $"target '{name}' inherits '{parent}', which is not there: {expected}", target.Position.Value);
            foreach (var context in Contexts(target).Where(c => !IsKnown(c)))
                yield return new("undefined-target", $"target.{name}.contexts", $"target '{name}' has the context 'target:{context}', which is not there: {expected}", target.Position.Value);
        }
    }

    static IEnumerable<string> Contexts(BakeTarget target) =>
        target.Contexts.Values.Select(c => c.LiteralText).OfType<string>().Where(c => c.StartsWith("target:", StringComparison.Ordinal)).Select(c => c[7..]);

    static IEnumerable<RuleFinding> Cycles(BakeFile file) =>
    [
        .. Graph.Rings(file.Targets.Keys, n => file.Targets[n].Inherits).Select(r =>
            new RuleFinding("inherits-cycle", $"target.{r.Last}.inherits", $"target '{r.Last}' inherits itself: {r.Ring}: expected no cycle", file.Targets[r.Last].Position.Value)),
        .. Graph.Rings(file.Targets.Keys, n => Contexts(file.Targets[n])).Select(r =>
            new RuleFinding("context-cycle", $"target.{r.Last}.contexts", $"target '{r.Last}' needs itself as a context: {r.Ring}: expected no cycle", file.Targets[r.Last].Position.Value)),
        .. Graph.Rings(file.Groups.Keys, n => file.Groups[n].Targets).Select(r =>
            new RuleFinding("group-cycle", $"group.{r.Last}", $"group '{r.Last}' is a part of itself: {r.Ring}: expected no cycle", file.Groups[r.Last].Position.Value)),
    ];

    static IEnumerable<RuleFinding> Tags(BakeFile file)
    {
        foreach (var tag in file.Targets.SelectMany(t => t.Value.Tags.Distinct().Select(tag => (Tag: tag.ToString(), Target: t.Key))).GroupBy(t => t.Tag, t => t.Target, StringComparer.Ordinal).Where(g => g.Count() > 1))
            yield return new("duplicate-tag", $"target.{tag.Last()}.tags", $"the targets {string.Join(" and ", tag)} make the same '{tag.Key}': expected a tag for each", file.Targets[tag.Last()].Position.Value);
    }
}
