using System.Text.Json;

namespace ArgusAI.Containers.Bake;

/// <summary>Turns JSON into the typed model.</summary>
sealed class BakeReader(List<SyntaxProblem> problems)
{
    public BakeFile? Read(JsonTree root)
    {
        if (!Is(root, JsonTokenType.StartObject, "the file")) return null;
        var file = new BakeFile();
        var constants = new List<KeyValuePair<string, BakeValue>>();
        foreach (var (name, position, value) in root.Members)
            switch (name)
            {
                case "//":
                    file = file with { Header = value.Kind == JsonTokenType.StartArray ? string.Join('\n', value.Items.Select(i => i.Text)) : value.Text };
                    break;
                case "variable":
                    file = file with { Variables = Named(value, name, Variable) };
                    break;
                case "function":
                    file = file with { Functions = Named(value, name, Function) };
                    break;
                case "group":
                    file = file with { Groups = Named(value, name, Group) };
                    break;
                case "target":
                    file = file with { Targets = Named(value, name, Target) };
                    break;
                default:
                    if (name.Length > 0) constants.Add(new(name, new BakeValue(value.Node())));
                    else problems.Add(new(position, "a key has no name: expected one"));
                    break;
            }
        return file with { Constants = new(constants) };
    }

    bool Is(JsonTree json, JsonTokenType kind, string what)
    {
        if (json.Kind == kind) return true;
        problems.Add(new(json.Position, $"{what} is {json.Words}: expected {new JsonTree { Kind = kind, Position = default }.Words}"));
        return false;
    }

    Entries<T> Named<T>(JsonTree json, string kind, Func<JsonTree, string, T?> read) where T : class
    {
        if (!Is(json, JsonTokenType.StartObject, $"'{kind}'")) return Entries<T>.None;
        var all = new List<KeyValuePair<string, T>>();
        foreach (var (name, _, value) in json.Members)
            if (name != "//" && Is(value, JsonTokenType.StartObject, $"the {kind} '{Expected.Short(name)}'") && read(value, $"the {kind} '{Expected.Short(name)}'") is { } one) all.Add(new(name, one));
        return new(all);
    }

    void Unknown(string what, string key, Position position, IEnumerable<string> known)
    {
        if (key != "//") problems.Add(new(position, $"{what} has the key '{Expected.Short(key)}', which bake does not know: expected {Expected.OneOf([.. known])}"));
    }

    string? Text(JsonTree json, string what) => Is(json, JsonTokenType.String, what) ? json.Text : null;

    Items<string> Texts(JsonTree json, string what) => Is(json, JsonTokenType.StartArray, what)
        ? json.Items.Select(i => Text(i, $"an item of {what}")).OfType<string>().ToItems()
        : [];

    BakeVariable Variable(JsonTree json, string what)
    {
        var variable = new BakeVariable();
        foreach (var (name, position, value) in json.Members)
            switch (name)
            {
                case "default": variable = variable with { Default = value.IsNull ? null : new BakeValue(value.Node()) }; break;
                case "description": variable = variable with { Description = Literal(value, $"the description of {what}") }; break;
                case "type": variable = variable with { Type = Text(value, $"the type of {what}") }; break;
                case "validation": variable = variable with { Validations = Validations(value, what) }; break;
                default: Unknown(what, name, position, ["default", "description", "type", "validation"]); break;
            }
        return variable;
    }

    string? Literal(JsonTree json, string what) => Text(json, what) is { } text ? BakeTemplate.Read(text)?.LiteralText ?? text : null;

    Items<BakeValidation> Validations(JsonTree json, string what)
    {
        var all = new List<BakeValidation>();
        foreach (var item in json.Kind == JsonTokenType.StartArray ? json.Items : [json])
        {
            if (!Is(item, JsonTokenType.StartObject, $"a validation of {what}")) continue;
            var (condition, message) = ((string?)null, (string?)null);
            foreach (var (name, position, value) in item.Members)
                if (name == "condition") condition = Text(value, $"the condition of {what}");
                else if (name == "error_message") message = Literal(value, $"the error_message of {what}");
                else Unknown($"a validation of {what}", name, position, ["condition", "error_message"]);
            if (condition is not null && message is not null) all.Add(new(condition, message));
            else problems.Add(new(item.Position, $"a validation of {what} is not whole: expected condition and error_message"));
        }
        return all.ToItems();
    }

    BakeFunction? Function(JsonTree json, string what)
    {
        var function = new BakeFunction([], "");
        foreach (var (name, position, value) in json.Members)
            switch (name)
            {
                case "params": function = function with { Parameters = Texts(value, $"the params of {what}") }; break;
                case "variadic_params": function = function with { Further = Text(value, $"the variadic_params of {what}") }; break;
                case "result": function = function with { Result = Text(value, $"the result of {what}") ?? "" }; break;
                default: Unknown(what, name, position, ["params", "variadic_params", "result"]); break;
            }
        if (json.Members.Exists(m => m.Name == "result")) return function;
        problems.Add(new(json.Position, $"{what} has no result: expected one"));
        return null;
    }

    BakeGroup Group(JsonTree json, string what)
    {
        var group = new BakeGroup([]) { Position = json.Position };
        foreach (var (name, position, value) in json.Members)
            switch (name)
            {
                case "targets": group = group with { Targets = Texts(value, $"the targets of {what}").Select(t => BakeTemplate.Read(t)?.LiteralText ?? t).ToItems() }; break;
                case "description": group = group with { Description = Literal(value, $"the description of {what}") }; break;
                default: Unknown(what, name, position, ["targets", "description"]); break;
            }
        return group;
    }

    BakeTarget Target(JsonTree json, string what)
    {
        var target = new BakeTarget { Position = json.Position };
        var extra = new List<KeyValuePair<string, BakeValue>>();
        foreach (var (name, position, value) in json.Members)
        {
            if (BakeShape.Keys.FirstOrDefault(k => k.Name == name) is not { } key) Unknown(what, name, position, BakeShape.Keys.Select(k => k.Name));
            // Null says nothing in HCL.
            else if (value.IsNull) continue;
            else if (key.Read(target, value) is { } read) target = read;
            else extra.Add(new(name, new BakeValue(value.Node())));
        }
        return target with { Extra = new(extra) };
    }
}
