using System.Text;

namespace ArgusAI.Containers.DotEnv;

/// <summary>Reads dotenv text line by line; a quoted value may take several lines.</summary>
/// <remarks>Source of the rules: compose-go's dotenv parser. Stricter in two things, which Compose takes without a word and nobody
/// means: a name that no shell could use, and text after a closing quote.</remarks>
sealed class DotEnvReader(string text)
{
    readonly string[] _lines = text.Split('\n');
    readonly SyntaxProblems _problems = new();
    int _line;

    public IReadOnlyList<SyntaxProblem> Problems => _problems.All;

    public List<DotEnvLine> Read()
    {
        var lines = new List<DotEnvLine>();
        // The text after the last line end is no line.
        var count = _lines[^1].Length == 0 ? _lines.Length - 1 : _lines.Length;
        while (_line < count)
        {
            var start = _line;
            var line = Next();
            _line++;
            if (line is not null)
                lines.Add(line with { Position = new Position(start + 1, 1), Source = string.Join('\n', _lines[start.._line]) });
        }
        return lines;
    }

    DotEnvLine? Next()
    {
        var line = _lines[_line];
        var body = (_line == 0 && line.StartsWith('\uFEFF') ? line[1..] : line).Trim();
        if (body.Length == 0) return new BlankLine();
        if (body[0] == '#') return new CommentLine(body[1..].Trim());
        var export = body.StartsWith("export", StringComparison.Ordinal) && body.Length > 6 && char.IsWhiteSpace(body[6]);
        if (export) body = body[6..].TrimStart();
        var end = body.AsSpan().IndexOfAny('=', ':');
        var key = end < 0 ? body : body[..end].TrimEnd();
        if (!EnvName.TryParse(key, null, out var name))
            return Problem(Column(line, key), end < 0
                ? "there is no '=': expected NAME=value"
                : $"'{Expected.Short(key)}' is not a variable name: expected a letter or _, then letters, digits and _");
        if (end < 0)
            return _line + 1 < _lines.Length
                ? new PassThrough(name)
                : Problem(Column(line, key), $"the name '{Expected.Short(name.Value)}' stands alone at the file's end, where Compose refuses it: expected NAME=value, or a line end");
        var column = line.IndexOf(body[end], line.IndexOf(key, StringComparison.Ordinal) + key.Length) + 1;
        // Fewer than a string's own idea of blanks: a wide space begins a value.
        var value = line[column..].TrimStart('\t', '\v', '\f', '\r', ' ', '\u0085', '\u00A0');
        return value.Length > 0 && value[0] is '"' or '\'' && value[0] is var quote
            ? Quoted(name, export, quote, line.Length - value.Length + 1)
            : Unquoted(name, export, value, column);
    }

    DotEnvLine? Unquoted(EnvName name, bool export, string value, int column)
    {
        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        var text = (comment < 0 ? value : value[..comment]).TrimEnd();
        var line = _lines[_line];
        return Assigned(name, export, () => Template.Parse(text), Quoting.None, comment < 0 ? null : value[(comment + 2)..].Trim(), column,
            (line[..^value.Length], value[text.Length..]));
    }

    DotEnvLine? Quoted(EnvName name, bool export, char quote, int column)
    {
        var first = _line;
        var raw = new StringBuilder();
        var escaped = false;
        for (var i = column; ; i++)
        {
            var line = _lines[_line];
            if (i >= line.Length)
            {
                if (_line + 1 >= _lines.Length)
                {
                    _line = first;
                    return Problem(column - 1, $"the value of '{Expected.Short(name.Value)}' has no closing {quote}: expected one");
                }
                if (escaped) raw.Append('\\');
                escaped = false;
                raw.Append('\n');
                _line++;
                i = -1;
                continue;
            }
            var c = line[i];
            if (c == quote && !escaped) return Closed(name, export, quote, raw.ToString(), line[(i + 1)..], column, _lines[first][..(column - 1)]);
            if (c != quote && !escaped && c == '\\')
            {
                escaped = true;
                continue;
            }
            if (escaped && c != quote) raw.Append('\\');
            escaped = false;
            raw.Append(c);
        }
    }

    DotEnvLine? Closed(EnvName name, bool export, char quote, string raw, string after, int column, string before)
    {
        var rest = after.Trim();
        if (rest.Length > 0 && rest[0] != '#')
            return Problem(column - 1, $"text follows the closing quote of '{Expected.Short(name.Value)}': expected the line's end or a comment");
        var comment = rest.Length == 0 ? null : rest[1..].Trim();
        return quote == '\''
            ? Assigned(name, export, () => raw, Quoting.Single, comment, column, (before, after))
            : Assigned(name, export, () => Template.Parse(Escapes(raw)), Quoting.Double, comment, column, (before, after));
    }

    DotEnvLine? Assigned(EnvName name, bool export, Func<Template> value, Quoting quoting, string? comment, int column, (string, string) around)
    {
        try
        {
            var read = value();
            // Compose's own expression for a variable goes no further than its line.
            if (read.Interpolations.Any(v => v.Argument?.ToString().Contains('\n', StringComparison.Ordinal) == true))
                return Problem(column, $"the value of '{Expected.Short(name.Value)}' has a variable over several lines: expected ${{NAME:-default}} on one");
            return new Assignment(name, read) { Export = export, Quoting = quoting, Comment = comment, Around = around };
        }
        catch (ArgumentException)
        {
            // The exception quotes the value, which may be a secret.
            return Problem(column, $"the value of '{Expected.Short(name.Value)}' has a broken variable: expected ${{NAME}}, or $$ for a dollar");
        }
    }

    /// <summary>The escapes of double quotes; <c>\$</c> becomes the template's own <c>$$</c>.</summary>
    static string Escapes(string raw)
    {
        var text = new StringBuilder();
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i + 1 >= raw.Length)
            {
                text.Append(raw[i]);
                continue;
            }
            var c = raw[++i];
            if (c == '0')
            {
                text.Append(Octal(raw, ref i));
                continue;
            }
            text.Append(c switch
            {
                'n' => "\n",
                'r' => "\r",
                't' => "\t",
                'a' => "\a",
                'b' => "\b",
                'f' => "\f",
                'v' => "\v",
                '$' => "$$",
                '"' or '\\' => c.ToString(),
                _ => $"\\{c}",
            });
        }
        return text.ToString();
    }

    /// <summary><c>\0</c> and three octal digits up to 377; with fewer, or larger ones, only the zero is lost.</summary>
    static string Octal(string raw, ref int i)
    {
        var start = i + 1;
        while (i + 1 < raw.Length && i + 1 < start + 3 && char.IsAsciiDigit(raw[i + 1])) i++;
        var digits = raw[start..(i + 1)];
        return digits.Length == 3 && digits.All(d => d < '8') && Convert.ToInt32(digits, 8) is <= 255 and var code ? ((char)code).ToString() : $"\\{digits}";
    }

    static int Column(string line, string key) => Math.Max(0, line.IndexOf(key, StringComparison.Ordinal));

    DotEnvLine? Problem(int column, string message)
    {
        _problems.Add(new(_line + 1, column + 1), message);
        return null;
    }
}
