using System.Reflection;

namespace ArgusAI.Operations;

/// <summary>
/// Looks at the command line before the build engine does. NUKE ignores an option it does not know, so that a
/// mistyped one would silently change what a run does; and its message on a mistyped target suggests nothing.
/// </summary>
public static class CommandLineCheck
{
    const int Refused = 255;

    /// <summary>Runs the build unless an option is unknown; after a mistyped target, says which one was probably meant.</summary>
    /// <typeparam name="TBuild">The build: its members say which options and targets there are.</typeparam>
    /// <param name="words">The command line: targets, then options with their values.</param>
    /// <param name="parameter">The engine's attribute of a parameter; an own name is read from its <c>Name</c>.</param>
    /// <param name="target">The engine's type of a target.</param>
    /// <param name="run">Runs the build and gives its exit code.</param>
    public static int Run<TBuild>(string[] words, Type parameter, Type target, Func<int> run)
    {
        var members = Members(typeof(TBuild));
        if (UnknownOption(words, members, parameter) is { } problem)
        {
            Console.Error.WriteLine(problem);
            return Refused;
        }

        var exit = run();
        if (UnknownTarget(words, members, target) is { } hint) Console.Error.WriteLine(hint);
        return exit;
    }

    static string? UnknownOption(string[] words, List<MemberInfo> members, Type parameter)
    {
        if (Array.Find(words, x => x.StartsWith('-')) is null) return null;
        var options = members.Where(x => x.IsDefined(parameter, inherit: true)).Select(x => OptionName(x, parameter)).ToList();
        foreach (var word in words.Where(x => x.StartsWith('-')))
        {
            if (options.Exists(x => Same(x, word))) continue;
            var written = $"Unknown option '{word}'.";
            if (word.Contains('=') && options.Find(x => Same(x, word[..word.IndexOf('=')])) is { } split)
                return $"{written} Put a blank between option and value: --{Dashed(split)} {word[(word.IndexOf('=') + 1)..]}";
            return Closest(word.Replace("-", "", StringComparison.Ordinal), options) is { } close
                ? $"{written} Did you mean '--{Dashed(close)}'?"
                : $"{written} `./build.sh --help` lists the options.";
        }

        return null;
    }

    static string? UnknownTarget(string[] words, List<MemberInfo> members, Type target)
    {
        var named = words.TakeWhile(x => !x.StartsWith('-')).SelectMany(x => x.Split('+')).ToList();
        if (named.Count == 0) return null;
        var targets = members.Where(x => x is PropertyInfo property && property.PropertyType == target).Select(ShortName).ToList();
        var unknown = named.Find(x => !targets.Exists(y => Same(y, x)));
        return unknown is not null && Closest(unknown, targets) is { } close ? $"Did you mean '{close}'?" : null;
    }

    /// <summary>The nearest of the names, or null when none is near enough to be meant.</summary>
    /// <param name="word">What was written.</param>
    /// <param name="names">What there is.</param>
    public static string? Closest(string word, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(word);
        var (best, distance) = names.Select(x => (Name: x, Distance: Distance(word, x))).DefaultIfEmpty().MinBy(x => x.Distance);
        return best is not null && distance <= Math.Max(2, word.Length / 3) ? best : null;
    }

    // Edits between two names, without case; two neighbours swapped count once, since that is how people mistype.
    static int Distance(string a, string b)
    {
        (a, b) = (a.ToUpperInvariant(), b.ToUpperInvariant());
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        for (var j = 0; j <= b.Length; j++)
        {
            if (i == 0 || j == 0)
            {
                cost[i, j] = i + j;
                continue;
            }

            var replaced = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i, j] = Math.Min(replaced, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
        }

        return cost[a.Length, b.Length];
    }

    // Members of the class, of its bases and of its components, hidden ones too: the engine's own options are among them.
    static List<MemberInfo> Members(Type build)
    {
        const BindingFlags declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        List<Type> levels = [.. build.GetInterfaces()];
        for (var level = build; level is not null && level != typeof(object); level = level.BaseType) levels.Add(level);
        return [.. levels.SelectMany(x => x.GetMembers(declared)).Where(x => x is FieldInfo or PropertyInfo)];
    }

    static string OptionName(MemberInfo member, Type parameter)
        => (string?)parameter.GetProperty("Name")!.GetValue(member.GetCustomAttribute(parameter)) ?? ShortName(member);

    // An explicitly implemented property is called `Namespace.IComponent.Name`.
    static string ShortName(MemberInfo member) => member.Name[(member.Name.LastIndexOf('.') + 1)..];

    static bool Same(string name, string written)
        => name.Equals(written.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    static string Dashed(string name)
        => string.Concat(name.Select((x, i) => char.IsUpper(x) && i > 0 && char.IsLower(name[i - 1]) ? $"-{char.ToLowerInvariant(x)}" : $"{char.ToLowerInvariant(x)}"));
}
