namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The rules a Dockerfile must keep before a byte is written.</summary>
public static class DockerfileRules
{
    /// <summary>Every contradiction, one sentence each; empty when there is none.</summary>
    public static IReadOnlyList<string> Check(Dockerfile file) => [.. Problems(file)];

    static IEnumerable<string> Problems(Dockerfile file)
    {
        var stages = file.Stages;
        foreach (var name in stages.GroupBy(s => s.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
            yield return $"two different stages are named '{name}': expected one, referred to after its last instruction";
        foreach (var arg in file.GlobalArgs.Where(a => Args.Predefined.Any(p => p.Name == a.Name)))
            yield return $"ARG {arg.Name} before the first FROM empties it in every stage: expected it inside the stages that use it";
        foreach (var problem in Floors(file, stages)) yield return problem;
        foreach (var stage in stages)
        {
            foreach (var kind in new[] { typeof(Cmd), typeof(Entrypoint), typeof(Health) })
                if (stage.Instructions.Count(i => i.GetType() == kind) > 1)
                    yield return $"stage '{stage.Name}' has several {kind.Name} instructions, of which only the last holds: expected one";
            foreach (var copy in stage.Instructions.OfType<Copy>())
            {
                if (copy.Paths.Count + copy.Files.Count > 1 && copy.Into.LiteralText is { } into && !into.EndsWith('/'))
                    yield return $"stage '{stage.Name}' copies several files to '{into}': expected a folder, which ends with '/'";
                if (copy.Paths.Count + copy.Files.Count == 0)
                    yield return $"stage '{stage.Name}' copies nothing to '{copy.Into}': expected at least one source";
            }
            if (stage.Instructions.Any(i => i is OnBuild { Instruction: OnBuild }))
                yield return $"stage '{stage.Name}' has an ONBUILD of ONBUILD: expected another instruction in it";
            foreach (var problem in Scratch(stage)) yield return problem;
        }
    }

    static IEnumerable<string> Floors(Dockerfile file, IReadOnlyList<Stage> stages)
    {
        var available = Version(file.Syntax) ?? file.Floor;
        foreach (var stage in stages)
            foreach (var instruction in stage.Instructions)
                if (instruction.Needs > available)
                    yield return $"stage '{stage.Name}': {instruction.GetType().Name} needs Dockerfile frontend {instruction.Needs}, "
                        + $"this file has {available}: expected Syntax = docker/dockerfile:{instruction.Needs}, or a raised Floor";
    }

    /// <summary>The frontend's version from the tag of its image; null where it has no such tag, such as <c>1</c> for the newest.</summary>
    static FrontendVersion? Version(ImageRef? syntax)
    {
        if (syntax is null) return null;
        var parts = (syntax.Tag ?? "").Split('-')[0].Split('.');
        if (parts.Length >= 2 && int.TryParse(parts[0], out var major) && int.TryParse(parts[1], out var minor)) return new(major, minor);
        return new(int.MaxValue, 0);
    }

    /// <summary>Nothing can run where there is nothing.</summary>
    static IEnumerable<string> Scratch(Stage stage)
    {
        if (stage.Base is not StageBase.Scratch) yield break;
        var first = stage.Instructions.FirstOrDefault(i => i is Run or Copy or Add);
        if (first is Run) yield return $"stage '{stage.Name}' begins with nothing and runs a command before it has files: expected COPY first";
    }
}
