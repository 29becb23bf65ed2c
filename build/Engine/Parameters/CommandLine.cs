namespace Nuke.Common.Parameters;

/// <summary>The words of the command line: targets first, then <c>--option value…</c>; case and dashes of an option do not matter.</summary>
static class CommandLine
{
    static readonly string[] Words = Environment.GetCommandLineArgs()[1..];

    /// <summary>The words before the first option, null if there are none.</summary>
    internal static string[] Leading => Words.Length > 0 && !IsOption(Words[0]) ? ValuesFrom(0) : null;

    /// <summary>The values after the last occurrence of that option, null if it is not given.</summary>
    internal static string[] Values(string name)
        => Array.FindLastIndex(Words, x => IsOption(x) && Same(x, name)) is >= 0 and var index ? ValuesFrom(index + 1) : null;

    static string[] ValuesFrom(int index) => [.. Words.Skip(index).TakeWhile(x => !IsOption(x))];

    static bool IsOption(string word) => word.StartsWith('-');

    internal static bool Same(string option, string name)
        => option.Replace("-", "", StringComparison.Ordinal).Equals(name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
