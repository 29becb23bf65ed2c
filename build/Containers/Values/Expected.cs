namespace ArgusAI.Containers;

/// <summary>The one wording of a refused value: it quotes the value and says the expected form.</summary>
static class Expected
{
    const int LongestQuote = 200;
    const int MostNames = 12;

    public static ArgumentException Form(string what, string? value, string form) =>
        new($"'{Short(value)}' is not a valid {what}: expected {form}");

    /// <summary>A value as messages quote it: the beginning of a long one.</summary>
    public static string Short(string? value) => value is null || value.Length <= LongestQuote ? value ?? ""
        : $"{value.AsSpan(0, char.IsHighSurrogate(value[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)}…";

    /// <summary>Names to choose from: the first of many.</summary>
    public static string OneOf(IReadOnlyCollection<string> names) =>
        $"one of {string.Join(", ", names.Take(MostNames).Select(Short))}{(names.Count > MostNames ? $" and {names.Count - MostNames} more" : "")}";
}
