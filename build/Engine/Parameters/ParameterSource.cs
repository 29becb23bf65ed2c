using System.Collections;
using System.Text.Json;

namespace Nuke.Common.Parameters;

/// <summary>Where the value of a parameter comes from: the command line, else the environment, else the files under <c>.nuke</c>.</summary>
static class ParameterSource
{
    static readonly Dictionary<string, string> Variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(x => (string)x.Key, x => (string)x.Value);
    static readonly Lazy<List<JsonElement>> Files = new(Load);

    internal static string[] Profiles { get; } = CommandLine.Values("profile") ?? (string[])FromEnvironment("Profile", typeof(string[]), null) ?? [];

    /// <summary>The value, converted to that type, or null when nobody gave one.</summary>
    internal static object Value(string name, Type type, char? separator)
        => (CommandLine.Values(name) ?? (name == "Target" ? CommandLine.Leading : null)) is { } words
            ? Conversion.To(type, words, separator, name, Directory.GetCurrentDirectory())
            : FromEnvironment(name, type, separator) ?? FromFiles(name, type);

    static object FromEnvironment(string name, Type type, char? separator)
    {
        if (!Variables.TryGetValue(name, out var value))
        {
            var matches = Variables.Keys.Where(x => CommandLine.Same(Plain(x), name) || CommandLine.Same(Plain(x), $"NUKE{name}")).ToList();
            if (matches.Count > 1) Report.Warning($"Could not resolve {name} since multiple values are provided");
            if (matches.Count != 1) return null;
            value = Variables[matches[0]];
        }

        return Conversion.To(type, [value], separator, name, Directory.GetCurrentDirectory());
    }

    static object FromFiles(string name, Type type)
    {
        var value = Files.Value.Select(x => x.TryGetProperty(name, out var found) ? found : default).FirstOrDefault(x => x.ValueKind != JsonValueKind.Undefined);
        if (value.ValueKind == JsonValueKind.Undefined) return null;
        string[] words = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(x => x.ToString())] : [value.ToString()];
        return Conversion.To(type, words, null, name, Root.Directory);
    }

    // The last profile named wins over the ones before it, and each over parameters.json.
    static List<JsonElement> Load()
    {
        var folder = Root.Directory / ".nuke";
        List<string> paths = [.. Profiles.Select(x => (string)(folder / $"parameters.{x}.json")).Reverse()];
        foreach (var path in paths) Assert.True(File.Exists(path), $"Expected file to exist: {path} (named by --profile)");
        return [.. paths.Append((string)(folder / "parameters.json")).Where(File.Exists).Select(Parse)];
    }

    static JsonElement Parse(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(path)).RootElement;
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"{path} is not valid JSON: {exception.Message}", exception);
        }
    }

    static string Plain(string variable) => variable.All(char.IsLetterOrDigit) ? variable : string.Concat(variable.Where(char.IsLetterOrDigit));
}
