using System.Globalization;

namespace ArgusAI.Containers.Dockerfiles;

public static partial class DockerfileRules
{
    static IEnumerable<RuleFinding> Floors(Dockerfile file, IReadOnlyList<Stage> stages)
    {
        var (available, labs) = Frontend(file);
        var files = file.GlobalArgs.SelectMany(a => a.Features).Where(f => !f.IsIn(available, labs))
            .Select(f => new RuleFinding("frontend-version", "ARG", f.Missing("ARG", available)));
        return files.Concat(
            from stage in stages
            from i in Enumerable.Range(0, stage.Instructions.Count)
            from feature in stage.Instructions[i].Features.Distinct()
            where !feature.IsIn(available, labs)
            select At("frontend-version", stage, i, feature.Missing(stage.Instructions[i].Keyword, available)));
    }

    /// <summary>The frontend's version from the tag of its image, else the floor; a tag without a version, such as <c>1</c>, is the newest.</summary>
    static (FrontendVersion Version, bool Labs) Frontend(Dockerfile file)
    {
        if (file.Syntax is null) return (file.Floor, false);
        var tag = file.Syntax.Tag ?? "";
        var labs = tag == "labs" || tag.EndsWith("-labs", StringComparison.Ordinal);
        var parts = tag.Split('-')[0].Split('.');
        return parts.Length >= 2 && Number(parts[0], out var major) && Number(parts[1], out var minor)
            ? (new(major, minor), labs)
            : (new(int.MaxValue, 0), labs);
    }

    static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
