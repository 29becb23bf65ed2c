namespace ArgusAI.Containers;

/// <summary>Where an index of a text stands, in lines that end with <c>\n</c>, <c>\r\n</c> or <c>\r</c>.</summary>
static class TextPlace
{
    public static Position Of(ReadOnlySpan<char> text, int index)
    {
        var before = text[..index];
        var lines = before.Count('\n');
        for (var i = 0; i < before.Length; i++)
            if (text[i] == '\r' && !(i + 1 < text.Length && text[i + 1] == '\n')) lines++;
        return new(lines + 1, index - before.LastIndexOfAny('\n', '\r'));
    }
}
