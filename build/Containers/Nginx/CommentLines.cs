namespace ArgusAI.Containers.Nginx;

/// <summary>Comments that wait for the directive below them.</summary>
sealed class CommentLines
{
    readonly List<Token> _lines = [];

    public void Add(Token comment) => _lines.Add(comment);

    /// <summary>All lines, a blank one where there was one; null when there is none.</summary>
    public string? Take() => Take(_lines.Count);

    /// <summary>The lines up to the first blank one above the file's first directive; null when no blank line follows them.</summary>
    public string? TakeHeader(int directiveLine)
    {
        for (var i = 0; i < _lines.Count; i++)
            if ((i + 1 < _lines.Count ? _lines[i + 1].Position.Line : directiveLine) > _lines[i].Position.Line + 1)
                return Take(i + 1);
        return null;
    }

    string? Take(int count)
    {
        if (count == 0) return null;
        var text = new System.Text.StringBuilder(_lines[0].Text);
        for (var i = 1; i < count; i++)
            text.Append(_lines[i].Position.Line > _lines[i - 1].Position.Line + 1 ? "\n\n" : "\n").Append(_lines[i].Text);
        _lines.RemoveRange(0, count);
        return text.ToString();
    }

    public static string Join(string? above, string more) => above is null ? more : $"{above}\n{more}";
}
