using System.Text;

namespace Nuke.Common.Tooling;

/// <summary>Arguments as an interpolated string: a value with blanks is quoted, <c>{value:r}</c> is not shown in the log, <c>{value:nq}</c> is taken as it is.</summary>
[InterpolatedStringHandler]
public ref struct ArgumentStringHandler
{
    readonly StringBuilder text = new();
    readonly List<string> secrets = [];

    public ArgumentStringHandler(int literalLength, int formattedCount, out bool handlerIsValid) => handlerIsValid = true;

    public static implicit operator ArgumentStringHandler(string value)
    {
        var handler = new ArgumentStringHandler(value.Length, 0, out _);
        handler.AppendLiteral(value);
        return handler;
    }

    public readonly void AppendLiteral(string value) => text.Append(value);

    public readonly void AppendFormatted(object obj, int alignment = 0, string format = null)
    {
        var value = obj is IFormattable formattable && format is not ("r" or AbsolutePath.NoQuotes) ? formattable.ToString(format, null) : obj?.ToString() ?? "";
        if (format == "r") secrets.Add(value);
        if (format != AbsolutePath.NoQuotes && value.AsSpan().ContainsAny(' ', '\t') && value is not ['"' or '\'', ..]) value = $"\"{value}\"";
        text.Append(value.PadLeft(Math.Max(alignment, 0)).PadRight(Math.Max(-alignment, 0)));
    }

    internal readonly string Text => text.ToString();

    internal readonly string Shown => secrets.Where(x => x.Length > 0).Aggregate(Text, (shown, secret) => shown.Replace(secret, "[REDACTED]", StringComparison.Ordinal));
}
