namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The rules a Dockerfile must keep before a byte is written: without them it does not build, or does not do what it says.</summary>
public static partial class DockerfileRules
{
    /// <summary>Every contradiction; empty when there is none. A path is a stage's name, or <c>stage[i]</c> for its instruction i.</summary>
    public static IReadOnlyList<RuleFinding> Check(Dockerfile file)
    {
        var stages = file.Stages;
        return
        [
            .. Names(stages), .. GlobalArgs(file), .. Bases(file, stages), .. Floors(file, stages),
            .. stages.SelectMany(Repeated), .. stages.SelectMany(Scratch), .. stages.SelectMany(OnBuilds), .. stages.SelectMany(Copies),
        ];
    }

    static RuleFinding At(string rule, Stage stage, string message) => new(rule, stage.Name, message, stage.Position.Value);

    static RuleFinding At(string rule, Stage stage, int index, string message) =>
        new(rule, $"{stage.Name}[{index}]", message, stage.Instructions[index].Position.Value);

    static IEnumerable<RuleFinding> Names(IReadOnlyList<Stage> stages)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stage in stages)
            if (!names.Add(stage.Name))
                yield return At("duplicate-stage", stage, $"two different stages are named '{stage.Name}': expected one, referred to after its last instruction");
    }

    static IEnumerable<RuleFinding> GlobalArgs(Dockerfile file) =>
        from arg in file.GlobalArgs
        where Args.Predefined.Any(p => p.Name == arg.Name)
        select new RuleFinding("predefined-global-arg", arg.Name.Value,
            $"ARG {arg.Name} before the first FROM empties it in every stage: expected it inside the stages that use it", arg.Position.Value);

    /// <summary>FROM sees only the arguments before the first FROM, and those the builder sets.</summary>
    static IEnumerable<RuleFinding> Bases(Dockerfile file, IReadOnlyList<Stage> stages)
    {
        var known = file.GlobalArgs.Concat(Args.Predefined).Select(a => a.Name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var stage in stages)
        {
            var used = new[] { (stage.Base as StageBase.Expression)?.Text, stage.Platform?.Template }.OfType<Template>();
            foreach (var name in used.SelectMany(NamesIn).Where(n => !known.Contains(n)).Distinct())
                yield return At("undefined-global-arg", stage, $"FROM uses ${name}, which no ARG before the first FROM declares: expected ARG {name} there");
        }
    }

    static IEnumerable<string> NamesIn(Template template) => template.Interpolations.Select(i => i.Name.Value)
        .Concat(template.Parts.OfType<TemplatePart.Expansion>().Select(e => e.Name));

    /// <summary>Of these only the last holds.</summary>
    static IEnumerable<RuleFinding> Repeated(Stage stage)
    {
        foreach (var (kind, word) in new[] { (typeof(Cmd), "CMD"), (typeof(Entrypoint), "ENTRYPOINT"), (typeof(Health), "HEALTHCHECK") })
            for (int i = 0, count = 0; i < stage.Instructions.Count; i++)
                if (stage.Instructions[i].GetType() == kind && ++count > 1)
                    yield return At("repeated-instruction", stage, i, $"stage '{stage.Name}' has several {word}, of which only the last holds: expected one");
    }

    /// <summary>Nothing can run where there is nothing.</summary>
    static IEnumerable<RuleFinding> Scratch(Stage stage)
    {
        if (stage.Base is not StageBase.Scratch) yield break;
        for (var i = 0; i < stage.Instructions.Count && stage.Instructions[i] is not (Copy or Add); i++)
            if (stage.Instructions[i] is Run run && !run.Mounts.Any(m => m is Mount.BindMount { From: not null }))
                yield return At("run-in-scratch", stage, i, $"stage '{stage.Name}' begins with nothing and runs a command before it has files: expected COPY first");
    }

    static IEnumerable<RuleFinding> OnBuilds(Stage stage)
    {
        for (var i = 0; i < stage.Instructions.Count; i++)
        {
            if (stage.Instructions[i] is not OnBuild { Instruction: var inner }) continue;
            if (inner is OnBuild or Maintainer)
                yield return At("onbuild-nesting", stage, i, $"stage '{stage.Name}' has an ONBUILD of {inner.Keyword}: expected another instruction in it");
            else if (inner.Uses.Any())
                yield return At("onbuild-stage", stage, i,
                    $"an ONBUILD of stage '{stage.Name}' reads from stage '{inner.Uses.First().Name}', which the build that runs it does not see: expected an image");
        }
    }

    static IEnumerable<RuleFinding> Copies(Stage stage)
    {
        for (var i = 0; i < stage.Instructions.Count; i++)
        {
            var instruction = stage.Instructions[i] is OnBuild onBuild ? onBuild.Instruction : stage.Instructions[i];
            var (paths, files, into, context) = instruction switch
            {
                Copy copy => (copy.Paths, copy.Files, copy.Into, copy.From is CopySource.Context),
                Add add => (add.Sources, add.Files, add.Into, true),
                _ => ([], [], "", false),
            };
            if (instruction is not (Copy or Add)) continue;
            if (paths.Count + files.Count == 0)
                yield return At("copy-nothing", stage, i, $"stage '{stage.Name}' copies nothing to '{into}': expected at least one source");
            if (paths.Count + files.Count > 1 && !CopyTarget.MayBeFolder(into))
                yield return At("copy-to-file", stage, i, $"stage '{stage.Name}' copies several files to '{into}': expected a folder, which ends with '/'");
            if (files.Any(f => f.Name is null) && CopyTarget.MayBeFolder(into))
                yield return At("inline-file-without-name", stage, i, $"stage '{stage.Name}' writes a file without a name into '{into}': expected a name, or the file's path");
            foreach (var path in context ? paths.Select(p => p.LiteralText).OfType<string>().Where(Leaves) : [])
                yield return At("copy-outside-context", stage, i, $"'{path}' leaves the build context, which the builder cuts to its root: expected a path inside it");
        }
    }

    /// <summary>Whether a path climbs above where it starts.</summary>
    static bool Leaves(string path)
    {
        if (path.Contains("://", StringComparison.Ordinal)) return false;
        var depth = 0;
        foreach (var part in path.Split('/'))
            if ((depth += part switch { ".." => -1, "" or "." => 0, _ => 1 }) < 0)
                return true;
        return false;
    }
}
