using Spectre.Console;
using Spectre.Console.Rendering;

namespace ArgusAI.Operations;

/// <summary>
/// Output line by line. Spectre folds text at the console's width, which breaks diffs, logs and commands that people
/// copy, and reads brackets as markup; this prints a line as it is.
/// </summary>
public static class Verbatim
{
    /// <summary>Prints one line, unfolded, brackets and all.</summary>
    public static void Line(this IAnsiConsole console, string text, Style? style = null) => console.Write(new Unfolded(text, style ?? Style.Plain));

    /// <summary>A line that says that something is well.</summary>
    public static void Good(this IAnsiConsole console, string text) => console.Line(text, Color.Green);

    /// <summary>A line that says that something wants attention.</summary>
    public static void Warn(this IAnsiConsole console, string text) => console.Line(text, Color.Yellow);

    /// <summary>A line that says that something failed.</summary>
    public static void Bad(this IAnsiConsole console, string text) => console.Line(text, Color.Red);

    /// <summary>The text, or its beginning and an ellipsis where it is longer than that many characters.</summary>
    internal static string Shorten(this string text, int length) => text.Length <= length ? text : text[..Math.Max(0, length - 1)] + "…";

    private sealed class Unfolded(string text, Style style) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(1, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [new Segment(text, style), Segment.LineBreak];
    }
}
