using System.Buffers;
using System.Globalization;
using System.Text;

namespace ArgusAI.Containers;

/// <summary>The text of a file's bytes: UTF-8, with or without a byte order mark.</summary>
/// <remarks>Every format of this library is UTF-8; whoever reads a file decodes it here, so that a byte that is none is told with its place.</remarks>
public static class Utf8Text
{
    /// <summary>The text without its byte order mark. Where bytes are not UTF-8, each stands as U+FFFD and the first is told;
    /// UTF-16 and UTF-32 are told without a text.</summary>
    public static Parsed<string> Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
            return new(null, [new(new(1, 1), "the file begins with the byte order mark of UTF-16 or UTF-32: expected UTF-8")]);
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        var text = Encoding.UTF8.GetString(bytes);
        return new(text, FirstBad(bytes) is var at and >= 0 ? [Problem(bytes, at)] : []);
    }

    /// <summary>The index of the first byte that is not UTF-8, else -1.</summary>
    static int FirstBad(ReadOnlySpan<byte> bytes)
    {
        // A text of valid bytes is the usual case, and the check for it is a single fast pass.
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return -1;
        for (var i = 0; i < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[i..], out _, out var length) != OperationStatus.Done) return i;
            i += length;
        }
        return -1;
    }

    static SyntaxProblem Problem(ReadOnlySpan<byte> bytes, int at)
    {
        var before = Encoding.UTF8.GetString(bytes[..at]);
        return new(TextPlace.Of(before + "?", before.Length), string.Create(CultureInfo.InvariantCulture, $"the byte 0x{bytes[at]:X2} is not UTF-8: expected a text in UTF-8"));
    }
}
