using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ArgusAI.Containers.Bake;

public sealed partial record BakeFile : IArtefactSource
{
    static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        // The file is read by bake, not by a browser: letters stay letters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <inheritdoc/>
    public string Write()
    {
        var problems = Problems().ToArray();
        if (problems.Length > 0) throw new ModelException("the bake file", problems);
        var root = new JsonObject();
        if (Header.Value is { } header) root["//"] = new JsonArray([.. header.ReplaceLineEndings("\n").Split('\n').Select(l => (JsonNode)l)]);
        if (Variables.Count > 0) root["variable"] = Map(Variables, value => new JsonObject { ["default"] = value });
        if (Groups.Count > 0) root["group"] = Map(Groups, targets => new JsonObject { ["targets"] = List(targets) });
        root["target"] = Map(Targets, Target);
        return root.ToJsonString(Format) + "\n";
    }

    IEnumerable<string> Problems()
    {
        foreach (var name in Targets.Keys.Concat(Groups.Keys).Where(n => n.Length == 0 || !n.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')))
            yield return $"'{name}' is not a target name: expected letters, digits, '_' and '-'";
        foreach (var (group, targets) in Groups)
            foreach (var target in targets.Where(t => !Targets.ContainsKey(t) && !Groups.ContainsKey(t)))
                yield return $"group '{group}' names '{target}', which is not there: expected one of {string.Join(", ", Targets.Keys)}";
        foreach (var (name, target) in Targets)
        {
            foreach (var parent in target.Inherits.Where(i => !Targets.ContainsKey(i)))
                yield return $"target '{name}' inherits '{parent}', which is not there: expected one of {string.Join(", ", Targets.Keys)}";
            foreach (var context in target.Contexts.Values.Select(c => c.LiteralText).OfType<string>()
                .Where(c => c.StartsWith("target:", StringComparison.Ordinal) && !Targets.ContainsKey(c[7..])))
                yield return $"target '{name}' has the context '{context}', which is not there: expected one of {string.Join(", ", Targets.Keys)}";
            if (target is { Dockerfile: not null, DockerfileInline: not null })
                yield return $"target '{name}' has two Dockerfiles: expected Dockerfile or DockerfileInline";
        }
    }

    static JsonObject Target(BakeTarget target)
    {
        var json = new JsonObject();
        void Text(string key, Template? value)
        {
            if (value is not null) json[key] = Hcl(value);
        }

        void Texts(string key, IEnumerable<Template> values)
        {
            if (values.ToArray() is { Length: > 0 } all) json[key] = List(all.Select(Hcl));
        }

        if (target.Inherits.Count > 0) json["inherits"] = List(target.Inherits);
        Text("context", target.Context);
        if (target.Contexts.Count > 0) json["contexts"] = Map(target.Contexts, value => Hcl(value));
        Text("dockerfile", target.Dockerfile);
        Text("dockerfile-inline", target.DockerfileInline);
        Text("target", target.Target);
        if (target.Args.Count > 0) json["args"] = Map(target.Args, value => Hcl(value));
        if (target.Labels.Count > 0) json["labels"] = Map(target.Labels, value => Hcl(value));
        Texts("tags", target.Tags.Select(t => t.Template ?? Template.Literal(t.Value.ToString())));
        if (target.Platforms.Count > 0) json["platforms"] = List(target.Platforms.Select(p => p.ToString()));
        Texts("secret", target.Secrets);
        Texts("ssh", target.Ssh);
        Texts("cache-from", target.CacheFrom);
        Texts("cache-to", target.CacheTo);
        Texts("output", target.Output);
        Texts("attest", target.Attest);
        Text("network", target.Network);
        if (target.Pull is { } pull) json["pull"] = pull;
        if (target.NoCache is { } noCache) json["no-cache"] = noCache;
        return json;
    }

    /// <summary>HCL's own form of a template: <c>${NAME}</c> is a variable, a literal <c>${</c> is written <c>$${</c>.</summary>
    static string Hcl(Template template) => string.Concat(template.Parts.Select(part => part switch
    {
        TemplatePart.Literal literal => literal.Text.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal),
        TemplatePart.Variable { Value: { Fallback: Fallback.None } variable } => $"${{{variable.Name}}}",
        _ => throw Expected.Form("bake text", template.ToString(), "variables without a default in place: bake's defaults stand under 'variable'"),
    }));

    static JsonArray List(IEnumerable<string> items) => new([.. items.Select(i => (JsonNode)i)]);

    static JsonObject Map<T>(Entries<T> entries, Func<T, JsonNode> value) =>
        new(entries.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)value(e.Value))));
}
