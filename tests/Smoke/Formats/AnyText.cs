using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ArgusAI.Smoke.Formats;

/// <summary>Texts for every slot of a file: those that formats trip over, and random Unicode.</summary>
/// <param name="Seed">Says which random ones; every failure shows it.</param>
/// <param name="All">The texts; no NUL and no half surrogate pair, which no file and no environment takes.</param>
public sealed record AnyText(int Seed, IReadOnlyList<string> All)
{
    private static readonly string[] Awkward =
    [
        "", " ", "true", "No", "null", "~", "0", "0o17", "1.5", "0x1F", "22:22", "1_000", "2001-01-01", ".inf", "-", "- a", "a: b", "a:", "# c", "a #b", "$", "$$", "$$$", "a$", "${A}", "$A", "${", "$(id)", "`id`",
        "'", "\"", "\\", "a\\", "\\'", "\\\"", "\\n", "\\$", "{", "}", "{{.A}}", "[", "]", "*a", "&a", "!a", "%a", "%s", "@a", "|", ">", ">-", "?", "<<", "=", ";", "a;b", "\t", "a\tb", " a", "a ", "é", "日本", "😀", "👩‍👩‍👧",
        "\u0085", "\u2028", "\uFEFF", "\u202E", "\u0001", "\u001b[31m", "\u007f", "export A=1", "..", "---", "...", "EOF", "<<EOF", "[\"a\"]", "a,b", "a=b", "=a", "~/a", "C:\\a\\b",
        "\n", "a\nb", "a\n", "\na", " a\nb\n", "a\n\n\nb", "x\n ", "a\r\nb", "\r", "a\rb", "$\r", "a\r$${b",
    ];

    /// <summary>All awkward texts, pieces of them joined, and random Unicode.</summary>
    /// <param name="random">How many random ones.</param>
    public static AnyText Of(int random)
    {
        var seed = Environment.GetEnvironmentVariable("ARGUSAI_SEED") is { Length: > 0 } wanted ? int.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        var any = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(t => Whole(t.Get));
        var runes = Gen.Choose(1, 0x10FFFF).Where(Rune.IsValid).Select(r => new Rune(r).ToString()).ListOf().Select(string.Concat);
        var joined = Gen.Elements(Awkward).ListOf().Select(parts => string.Concat(parts.Take(5)));
        var texts = Gen.OneOf(any, runes, joined).Sample(30, new Rnd((ulong)seed), random);
        return new(seed, [.. Awkward, .. texts]);
    }

    /// <summary>Those that one line can hold.</summary>
    public AnyText OneLine() => this with { All = [.. All.Where(t => !t.AsSpan().ContainsAny('\n', '\r'))] };

    /// <summary>Fails with the first text that did not come back, and the seed.</summary>
    /// <param name="slot">Where it stood.</param>
    /// <param name="back">What the consumer made of text number i; null when it has none.</param>
    public void CameBack(string slot, Func<int, string?> back)
    {
        for (var i = 0; i < All.Count; i++)
            Assert.True(All[i] == back(i), $"{slot}: {Shown(All[i])} came back as {Shown(back(i))} (text {i}, ARGUSAI_SEED={Seed})");
    }

    private static string Shown(string? text) => text is null ? "nothing" : System.Text.Json.JsonSerializer.Serialize(text);

    private static string Whole(string text) => string.Concat(text.EnumerateRunes().Where(r => r.Value != 0 && r != Rune.ReplacementChar).Select(r => r.ToString()));
}
