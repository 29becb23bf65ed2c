using System.Globalization;

namespace ArgusAI.Containers.Nginx;

/// <summary>How a value stands in a directive's arguments; reading gives null where it stands otherwise.</summary>
sealed record Form<T>(Func<T, IEnumerable<string>> Write, Func<Items<string>, T?> Read);

/// <summary>The forms that many directives share.</summary>
static class Forms
{
    public static Form<bool?> Flag { get; } = new(on => [on == true ? "on" : "off"], args => args is ["on"] ? true : args is ["off"] ? false : null);

    public static Form<string> Word { get; } = new(word => [word], args => args is [var word] ? word : null);

    public static Form<Items<string>> Words { get; } = new(words => words, args => args.Count > 0 ? args : null);

    /// <summary>Words in one argument, with colons between them.</summary>
    public static Form<Items<string>> Colons { get; } = new(words => [string.Join(':', words)], args => args is [var all] ? all.Split(':').ToItems() : null);

    public static Form<int?> Number { get; } = new(number => [Print(number!.Value)], args => args is [var text] ? ReadNumber(text) : null);

    public static Form<Duration?> Time { get; } = new(time => [time!.Value.ToNginx()], args => args is [var text] ? ReadTime(text) : null);

    public static Form<ByteSize?> Size { get; } = new(size => [Print(size!.Value)], args => args is [var text] ? ReadSize(text) : null);

    /// <summary>A size that may have gigabytes.</summary>
    public static Form<ByteSize?> Offset { get; } = new(size => [size!.Value.ToNginx()], args => args is [var text] ? ReadSize(text) : null);

    public static Form<Text> Text { get; } = new(text => [text.ToString()], args => args is [var text] && Nginx.Text.TryParse(text, out var read) ? read : null);

    public static string Print(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Most of nginx's sizes know no gigabytes.</summary>
    public static string Print(ByteSize size) => size.ToNginx() is [.. var count, 'g'] ? $"{long.Parse(count, CultureInfo.InvariantCulture) * 1024}m" : size.ToNginx();

    public static int? ReadNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Print(number) == text ? number : null;

    public static ByteSize? ReadSize(string text) =>
        text.Length > 0 && (char.IsAsciiDigit(text[^1]) || "kKmMgG".Contains(text[^1], StringComparison.Ordinal)) && ByteSize.TryParse(text, null, out var size)
            && text.Count(char.IsAsciiLetter) <= 1 ? size : null;

    /// <summary>Numbers with units, largest first; one without a unit is seconds.</summary>
    public static Duration? ReadTime(string text)
    {
        long total = 0;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i])) i++;
            if (!int.TryParse(text.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            start = i;
            while (i < text.Length && char.IsAsciiLetter(text[i])) i++;
            var seconds = text[start..i] switch { "y" => 365 * 86400, "M" => 30 * 86400, "w" => 7 * 86400, "d" => 86400, "h" => 3600, "m" => 60, "s" or "" => 1, _ => 0 };
            total += seconds > 0 ? number * 1_000_000L * seconds : text[start..i] == "ms" ? number * 1000L : -1;
            if (total < 0 || total > long.MaxValue / 4 || seconds == 1 && start == i && i < text.Length) return null;
            while (i < text.Length && text[i] == ' ') i++;
        }
        return text.Length > 0 ? new Duration(total) : null;
    }
}
