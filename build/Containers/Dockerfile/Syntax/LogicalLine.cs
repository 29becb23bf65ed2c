using System.Text;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The physical lines of a text, with their places.</summary>
sealed class PhysicalLines(string text)
{
    int _next = text.StartsWith('\uFEFF') ? 1 : 0;

    /// <summary>The current line's number, from 1.</summary>
    public int Number { get; private set; }
    /// <summary>Where the current line begins in the text.</summary>
    public int Start { get; private set; }
    /// <summary>Where it ends, without its line end.</summary>
    public int End { get; private set; }
    /// <summary>Columns before its beginning: a byte order mark.</summary>
    public int Shift => Number == 1 && Start > 0 ? 1 : 0;
    /// <summary>Whether a line end follows.</summary>
    public bool IsEnded { get; private set; }

    public ReadOnlySpan<char> Current => text.AsSpan(Start, End - Start);

    public bool MoveNext()
    {
        if (_next >= text.Length) return false;
        Number++;
        Start = _next;
        var end = text.IndexOf('\n', Start);
        IsEnded = end >= 0;
        _next = IsEnded ? end + 1 : text.Length;
        End = IsEnded ? end : text.Length;
        while (End > Start && text[End - 1] == '\r') End--;
        return true;
    }

    public Position At(int offset) => new(Number, offset + 1 + Shift);
}

/// <summary>A line of the builder's: physical lines joined, every character with its place.</summary>
sealed class LogicalLine(string first, Position position)
{
    // Most lines are one piece.
    List<(int Offset, Position Position)>? _pieces;
    StringBuilder? _builder;
    string? _text = first;

    public string Text => _text ??= _builder!.ToString();

    public void Add(ReadOnlySpan<char> piece, Position place)
    {
        _builder ??= new(Text);
        _pieces ??= [(0, position)];
        _pieces.Add((_builder.Length, place));
        _builder.Append(piece);
        _text = null;
    }

    /// <summary>The place of a character of <see cref="Text"/>; the end of the text is the place after the last one.</summary>
    public Position At(int offset)
    {
        if (_pieces is null) return position with { Column = position.Column + offset };
        var (low, high) = (0, _pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_pieces[middle].Offset <= offset) low = middle;
            else high = middle - 1;
        }
        var (start, place) = _pieces[low];
        return place with { Column = place.Column + offset - start };
    }
}
