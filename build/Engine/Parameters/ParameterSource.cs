using System.Text.Json;
using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common.Parameters;

/// <summary>Where the value of a parameter comes from: the command line, else the environment, else the files under <c>.nuke</c>.</summary>
static class ParameterSource
{
    static readonly Lazy<Dictionary<string, string>> Variables = new(() => Environment.GetEnvironmentVariables()
        .Cast<System.Collections.DictionaryEntry>().ToDictionary(x => (string)x.Key, x => (string)x.Value, StringComparer.Ordinal));

    static readonly Lazy<List<JsonElement>> Files = new(Load);

    internal static string[] Profiles { get; } = CommandLine.Values("profile") ?? (string[])FromEnvironment("Profile", typeof(string[]), null) ?? [];

    /// <summary>The value, converted to that type, or null when nobody gave one.</summary>
    internal static object Value(string name, Type type, char? separator)
    {
        if ((CommandLine.Values(name) ?? (name == "Target" ? CommandLine.Leading : null)) is { } words)
            return Conversion.To(type, words, separator, name, Directory.GetCurrentDirectory());
        return FromEnvironment(name, type, separator) ?? FromFiles(name, type);
    }

    static object FromEnvironment(string name, Type type, char? separator)
    {
        if (!Variables.Value.TryGetValue(name, out var value))
        {
            var plain = Plain(name);
            var matches = Variables.Value.Where(x => x.Key.Length >= plain.Length && Plain(x.Key) is var key
                && (key.Equals(plain, StringComparison.OrdinalIgnoreCase) || key.Equals($"NUKE{plain}", StringComparison.OrdinalIgnoreCase))).ToList();
            if (matches.Count > 1) Report.Warning($"Could not resolve {name} since multiple values are provided");
            if (matches.Count != 1) return null;
            value = matches[0].Value;
        }

        return Conversion.To(type, [value], separator, name, Directory.GetCurrentDirectory());
    }

    // The last profile named wins over the ones before it, and each over parameters.json.
    static object FromFiles(string name, Type type)
    {
        foreach (var file in Files.Value)
        {
            if (!file.TryGetProperty(name, out var value)) continue;
            string[] words = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(x => x.ToString())] : [value.ToString()];
            return Conversion.To(type, words, null, name, Root.Directory);
        }

        return null;
    }

    static List<JsonElement> Load()
    {
        var folder = Root.Directory / ".nuke";
        var common = folder / "parameters.json";
        List<string> paths = [.. Profiles.Select(x => (string)(folder / $"parameters.{x}.json")).Reverse()];
        foreach (var path in paths) Assert.True(File.Exists(path), $"Expected file to exist: {path} (named by --profile)");
        if (File.Exists(common)) paths.Add(common);
        return [.. paths.Select(Parse)];
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

    static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}
