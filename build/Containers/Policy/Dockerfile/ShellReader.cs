using System.Text;

namespace ArgusAI.Containers.Reviews;

/// <summary>Cuts a shell text into its commands: enough of the grammar for policies, never an error.</summary>
/// <remarks>Source: POSIX, Shell Command Language, section 2.3 and 2.10.</remarks>
sealed class ShellReader
{
    static readonly HashSet<string> Keywords = new(StringComparer.Ordinal) { "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "!", "{", "}", "esac" };

    readonly string _text;
    readonly List<ShellCommand> _commands = [];
    readonly StringBuilder _word = new();
    List<string> _words = [];
    ShellCommand? _source;
    bool _hasWord, _skipsWord;
    string? _heredoc;
    int _at;

    ShellReader(string text) => _text = text;

    /// <summary>The commands in order; those inside <c>$(…)</c> come before the one around them.</summary>
    public static IReadOnlyList<ShellCommand> Commands(string text)
    {
        var reader = new ShellReader(text);
        reader.Read();
        return reader._commands;
    }

    void Read()
    {
        while (_at < _text.Length)
        {
            var c = _text[_at++];
            switch (c)
            {
                case '\\': Escape(); break;
                case '\'': Take(Until('\'')); break;
                case '"': DoubleQuoted(); break;
                case '$' when Peek() is '(' or '{': Take(Expansion()); break;
                case '`': Nested(Until('`')); _hasWord = true; break;
                case '#' when !_hasWord: _ = Until('\n'); _at--; break;
                case '<' when Peek() == '<': Heredoc(); break;
                case '<' or '>': Redirection(); break;
                case '|' when Peek() == '|': _at++; EndCommand(); break;
                case '|': EndCommand(piped: true); break;
                case '&' when _at > 1 && _text[_at - 2] is '>' or '<': break;
                case ';' or '&' or '(' or ')' : EndCommand(); break;
                case '\n': EndCommand(); SkipHeredoc(); break;
                case ' ' or '\t' or '\r': EndWord(); break;
                default: Take(c.ToString()); break;
            }
        }
        EndCommand();
    }

    char Peek() => _at < _text.Length ? _text[_at] : '\0';

    void Take(string text)
    {
        _word.Append(text);
        _hasWord = true;
    }

    void Escape()
    {
        if (Peek() == '\n') _at++;
        else if (_at < _text.Length) Take(_text[_at++].ToString());
    }

    string Until(char end)
    {
        var close = _text.IndexOf(end, _at);
        var inside = close < 0 ? _text[_at..] : _text[_at..close];
        _at = close < 0 ? _text.Length + (end == '\n' ? 1 : 0) : close + 1;
        return inside;
    }

    void DoubleQuoted()
    {
        _hasWord = true;
        while (_at < _text.Length && _text[_at++] is var c and not '"')
            if (c == '\\' && Peek() is '"' or '\\' or '$' or '`' or '\n') { if (_text[_at++] is var escaped and not '\n') Take(escaped.ToString()); }
            else Take(c == '$' && Peek() is '(' or '{' ? Expansion() : c.ToString());
    }

    /// <summary><c>${…}</c> as it stands; the commands of <c>$(…)</c> are read too.</summary>
    string Expansion()
    {
        var (open, close) = _text[_at] == '(' ? ('(', ')') : ('{', '}');
        var (start, depth) = (_at, 0);
        do
        {
            if (_text[_at] == open) depth++;
            else if (_text[_at] == close) depth--;
            _at++;
        } while (depth > 0 && _at < _text.Length);
        if (open == '(' && _at - 1 > start) Nested(_text[(start + 1)..(_at - 1)]);
        return "$" + _text[start.._at];
    }

    // An expansion in an expansion is rare; a hostile text of brackets must not cost a stack.
    void Nested(string text)
    {
        if (!text.Contains("$(", StringComparison.Ordinal)) _commands.AddRange(Commands(text));
    }

    void Redirection()
    {
        // The number before it belongs to it.
        if (_hasWord && _word.Length == 1 && char.IsAsciiDigit(_word[0])) { _word.Clear(); _hasWord = false; }
        EndWord();
        while (Peek() is '>' or '&' or '|') _at++;
        _skipsWord = true;
    }

    void Heredoc()
    {
        EndWord();
        _at++;
        if (Peek() is '-' or '<') _at++;
        var end = _at;
        while (end < _text.Length && _text[end] is not ('\n' or ' ' or ';' or '|' or '&' or '>')) end++;
        _heredoc = _text[_at..end].Trim('\'', '"', '\\');
        _at = end;
    }

    void SkipHeredoc()
    {
        if (_heredoc is not { Length: > 0 } end) return;
        _heredoc = null;
        while (_at < _text.Length && Until('\n').Trim('\t', '\r') != end) { }
        _at = Math.Min(_at, _text.Length);
    }

    void EndWord()
    {
        if (!_hasWord) return;
        if (!_skipsWord) _words.Add(_word.ToString());
        _skipsWord = false;
        _word.Clear();
        _hasWord = false;
    }

    void EndCommand(bool piped = false)
    {
        EndWord();
        _skipsWord = false;
        var start = 0;
        while (start < _words.Count && (Keywords.Contains(_words[start]) || ShellCommand.IsAssignment(_words[start]))) start++;
        var command = start < _words.Count ? new ShellCommand(_words[start..], _source) : null;
        if (command is not null) _commands.Add(command);
        _source = piped ? command : null;
        _words = [];
    }
}
