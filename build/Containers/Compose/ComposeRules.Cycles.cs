namespace ArgusAI.Containers.Compose;

public static partial class ComposeRules
{
    static IEnumerable<RuleFinding> Cycles(ComposeFile file) => Cycles(file, "depends_on", "waits for", Needed);

    static IEnumerable<RuleFinding> ExtendsCycles(ComposeFile file) =>
        Cycles(file, "extends", "extends", s => s.Extends is { File: null, Service.LiteralText: { } name } ? [name] : []);

    static IEnumerable<RuleFinding> Cycles(ComposeFile file, string key, string verb, Func<Service, IEnumerable<string>> next) =>
        Graph.Rings(file.Services.Keys, name => next(file.Services[name])).Select(r => Finding("cycle", At(r.Last, key), $"{verb} itself: {r.Ring}"));
}
