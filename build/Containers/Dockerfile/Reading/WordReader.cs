using System.Text;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Reads a word: quotes and escapes go, variables become parts.</summary>
/// <remarks>Source: BuildKit's <c>frontend/dockerfile/shell/lex.go</c>.</remarks>
sealed class WordReader
{
    const int Deepest = 50;

    readonly string _text;
    readonly char _escape;
    readonly bool _quotes;
    bool _onlyChecks;
    int _at;

    WordReader(string text, char escape, bool quotes)
    {
        (_text, _escape, _quotes) = (text, escape, quotes);
        // Go's scanner swallows a byte order mark.
        if (text.StartsWith('\uFEFF')) _at = 1;
    }

    /// <summary>The word as a template.</summary>
    /// <param name="text">As written.</param>
    /// <param name="escape">The escape character.</param>
    /// <param name="quotes">Whether quotes mean something: in a heredoc they do not.</param>
    /// <exception cref="ArgumentException">Quotes or braces do not match, or the builder knows no such form.</exception>
    public static Template Read(string text, char escape, bool quotes = true) => new WordReader(text, escape, quotes).Until(null, 0);

    /// <summary>Whether the builder can take a text apart: quotes and braces match, and it knows every form in braces.</summary>
    public static bool CanRead(string text, char escape)
    {
        try
        {
            new WordReader(text, escape, quotes: true) { _onlyChecks = true }.Until(null, 0);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    Template Until(char? stop, int depth)
    {
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            if (c == stop) return Done(parts, literal);
            if (c == '$') Dollar(parts, literal, depth);
            else if (c == '\'' && _quotes) SingleQuotes(literal);
            else if (c == '"' && _quotes) DoubleQuotes(parts, literal, depth);
            else if (c != _escape) literal.Append(c);
            else if (_at < _text.Length) literal.Append(_text[_at++]);
        }
        return stop is null ? Done(parts, literal) : throw Wrong($"'{stop}' where the variable ends");
    }

    static Template Done(List<TemplatePart> parts, StringBuilder literal)
    {
        Flush(parts, literal);
        return Template.Of(parts);
    }

    static void Flush(List<TemplatePart> parts, StringBuilder literal)
    {
        if (literal.Length > 0) parts.Add(new TemplatePart.Literal(literal.ToString()));
        literal.Clear();
    }

    void SingleQuotes(StringBuilder literal)
    {
        var end = _text.IndexOf('\'', _at);
        if (end < 0) throw Wrong("a closing '");
        literal.Append(_text, _at, end - _at);
        _at = end + 1;
    }

    void DoubleQuotes(List<TemplatePart> parts, StringBuilder literal, int depth)
    {
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            if (c == '"') return;
            if (c == '$') Dollar(parts, literal, depth);
            else if (c == _escape && _at == _text.Length) continue;
            else if (c == _escape && (_text[_at] is '"' or '$' || _text[_at] == _escape)) literal.Append(_text[_at++]);
            else literal.Append(c);
        }
        throw Wrong("a closing \"");
    }

    void Dollar(List<TemplatePart> parts, StringBuilder literal, int depth)
    {
        if (_at < _text.Length && _text[_at] == '{')
        {
            if (depth == Deepest) throw Wrong($"variables in variables, at most {Deepest} deep");
            _at++;
            Flush(parts, literal);
            parts.Add(Braces(depth + 1));
            return;
        }
        var name = Name();
        if (name.Length == 0)
        {
            literal.Append('$');
            return;
        }
        Flush(parts, literal);
        parts.Add(Plain(name));
    }

    static TemplatePart Plain(string name) => EnvName.TryParse(name, null, out var known)
        ? new TemplatePart.Variable(new(known))
        // The shell's own, such as $1 and $$: nothing in a Dockerfile sets them.
        : new TemplatePart.Expansion(name, "");

    TemplatePart Braces(int depth)
    {
        var name = Name();
        var rest = _at;
        var next = Next();
        if (name.Length == 0) throw Wrong("a name after ${");
        if (next == '}') return Plain(name);
        var blank = next == ':';
        if (blank) next = Next();
        if (next is '-' or '+' or '?')
        {
            var form = _text[rest.._at];
            var argument = Until('}', depth);
            return EnvName.TryParse(name, null, out var known)
                ? new TemplatePart.Variable(new(known, Interpolation.Operators.First(o => o.Text == form).Fallback, argument))
                : Verbatim(name, rest);
        }
        if (blank || next is not ('#' or '%' or '/')) throw Wrong("one of :- - :+ + :? ? # ## % %% / // after the name in ${…}");
        if (next == '/')
        {
            if (_at < _text.Length && _text[_at] == '/') _at++;
            Until('/', depth);
        }
        Until('}', depth);
        return Verbatim(name, rest);
    }

    TemplatePart.Expansion Verbatim(string name, int rest)
    {
        var text = _text[rest..(_at - 1)];
        return !_onlyChecks && text.AsSpan().ContainsAny("'\"\\\n`")
            ? throw Wrong("a pattern in ${…} without quotes and escapes, which this model does not hold")
            : new(name, text);
    }

    char Next() => _at < _text.Length ? _text[_at++] : throw Wrong("'}' where the variable ends");

    string Name()
    {
        var start = _at;
        if (_at < _text.Length && char.IsDigit(_text[_at]))
            while (_at < _text.Length && char.IsDigit(_text[_at])) _at++;
        else if (_at < _text.Length && _text[_at] is '@' or '*' or '#' or '?' or '-' or '$' or '!')
            _at++;
        else
            while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '_')) _at++;
        return _text[start.._at];
    }

    ArgumentException Wrong(string form) => Expected.Form("word", DocumentChecks.Short(_text), form);
}
