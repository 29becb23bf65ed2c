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

    /// <summary>Reads the JSON form: what is computed or has another form than the model's stands in <see cref="BakeTarget.Extra"/>.</summary>
    /// <returns>Broken JSON, keys given twice, keys that bake refuses and values of a kind it refuses are problems.</returns>
    public static Parsed<BakeFile> Read(string text)
    {
        var problems = new List<SyntaxProblem>();
        var file = JsonTree.Read(text, problems) is { } tree ? new BakeReader(problems).Read(tree) : null;
        return new(file, problems);
    }

    /// <summary>Reads a file without problems.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="SyntaxException">There are problems; every one is listed with its place.</exception>
    public static BakeFile Parse(string text, string name = "docker-bake.json") => Read(text).OrThrow(name);

    /// <inheritdoc/>
    public string Write()
    {
        var problems = BakeRules.Check(this);
        if (problems.Count > 0) throw new ModelException("the bake file", problems.Select(p => p.ToString()));
        var root = new JsonObject();
        if (Header.Value is { } header) root["//"] = new JsonArray([.. header.ReplaceLineEndings("\n").Split('\n').Select(l => (JsonNode)l)]);
        foreach (var (name, value) in Constants) root[name] = value.Node;
        if (Variables.Count > 0) root["variable"] = Named(Variables, Variable);
        if (Functions.Count > 0) root["function"] = Named(Functions, Function);
        if (Groups.Count > 0) root["group"] = Named(Groups, Group);
        root["target"] = Named(Targets, Target);
        return root.ToJsonString(Format) + "\n";
    }

    static JsonObject Named<T>(Entries<T> entries, Func<T, JsonNode> value) => new(entries.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)value(e.Value))));

    static JsonObject Variable(BakeVariable variable)
    {
        var json = new JsonObject();
        if (variable.Description is { } description) json["description"] = BakeTemplate.Write(description);
        if (variable.Type is { } type) json["type"] = type;
        if (variable.Default is { } value) json["default"] = value.Node;
        if (variable.Validations.Count > 0)
            json["validation"] = new JsonArray([.. variable.Validations.Select(v => new JsonObject { ["condition"] = v.Condition, ["error_message"] = BakeTemplate.Write(v.Message) })]);
        return json;
    }

    static JsonObject Function(BakeFunction function)
    {
        var json = new JsonObject { ["params"] = BakeShape.Names(function.Parameters) ?? [] };
        if (function.Further is { } further) json["variadic_params"] = further;
        json["result"] = function.Result;
        return json;
    }

    static JsonObject Group(BakeGroup group)
    {
        var json = new JsonObject();
        if (group.Description is { } description) json["description"] = BakeTemplate.Write(description);
        json["targets"] = BakeShape.Names(group.Targets.Select(t => BakeTemplate.Write(t))) ?? [];
        return json;
    }

    static JsonObject Target(BakeTarget target)
    {
        var json = new JsonObject();
        foreach (var key in BakeShape.Keys)
            if (key.Write(target) is { } value) json[key.Name] = value;
        foreach (var (name, value) in target.Extra) json[name] = value.Node;
        return json;
    }
}
