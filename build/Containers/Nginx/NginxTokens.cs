using System.Text;

namespace ArgusAI.Containers.Nginx;

/// <summary>What nginx's syntax is made of.</summary>
enum TokenKind
{
    Word,
    Semicolon,
    Open,
    Close,
    Comment,
    End,
}

/// <summary>A piece of the text: a word without its quotes and escapes, or a comment without <c>#</c>; it ends right before <c>End</c>.</summary>
readonly record struct Token(TokenKind Kind, string Text, Position Position, Position End);

/// <summary>Cuts a text into the words nginx sees.</summary>
/// <remarks>Source of the rules: <c>ngx_conf_read_token</c>. A quote opens only at the beginning of a word, <c>;</c>, <c>{</c> and blanks end
/// a word that has none, <c>}</c> and <c>#</c> mean something at its beginning only, and <c>${</c> opens no block. A backslash escapes
/// <c>" ' \ t r n</c> and stands for itself before everything else, <c>$</c> included.</remarks>
sealed class NginxTokens(string text, Action<Position, string> problem)
{
    /// <summary>nginx reads through a buffer of 4096 bytes; a word and the character after it must fit.</summary>
    public const int LongestWord = 4095;

    int _at;
    int _line = 1;
    int _lineStart;

    /// <summary>Where reading goes on.</summary>
    public Position Here => new(_line, _at - _lineStart + 1);

    public Token Next()
    {
        SkipBlanks();
        var start = Here;
        if (_at >= text.Length) return new(TokenKind.End, "", start, start);
        switch (text[_at])
        {
            case ';': return Sign(TokenKind.Semicolon);
            case '{': return Sign(TokenKind.Open);
            case '}': return Sign(TokenKind.Close);
            case '#': return Comment();
            case '"' or '\'': return Quoted(text[_at]);
            default: return Bare();
        }
    }

    /// <summary>What stands before the brace that closes a block of Lua; null when none does.</summary>
    public string? Lua()
    {
        var end = LuaBlock.End(text, _at);
        if (end < 0)
        {
            MoveTo(text.Length);
            return null;
        }
        var body = text[_at..end];
        MoveTo(end + 1);
        return body;
    }

    void SkipBlanks()
    {
        while (_at < text.Length && IsBlank(text[_at])) MoveTo(_at + 1);
    }

    static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n';

    Token Sign(TokenKind kind)
    {
        var start = Here;
        _at++;
        return new(kind, "", start, Here);
    }

    Token Comment()
    {
        var start = Here;
        var end = text.IndexOf('\n', _at);
        if (end < 0) end = text.Length;
        var line = text.AsSpan(_at, end - _at);
        CheckLength(line, start, "comment");
        var comment = line[1..].StartsWith(" ") ? line[2..] : line[1..];
        _at = end;
        return new(TokenKind.Comment, comment.TrimEnd().ToString(), start, Here);
    }

    Token Quoted(char quote)
    {
        var start = Here;
        var i = _at + 1;
        while (i < text.Length && text[i] != quote) i += text[i] == '\\' ? 2 : 1;
        if (i >= text.Length)
        {
            problem(start, $"the text that begins here has no closing {quote}: expected one");
            var rest = text[(_at + 1)..];
            MoveTo(text.Length);
            return new(TokenKind.Word, rest, start, Here);
        }
        var word = text.AsSpan(_at + 1, i - _at - 1);
        CheckLength(word, start, "argument");
        MoveTo(i + 1);
        var end = Here;
        if (_at < text.Length && !IsBlank(text[_at]) && text[_at] is not (';' or '{' or ')' or '}'))
            problem(end, $"'{text[_at]}' follows a closing {quote}: expected a blank, ';' or '{{'");
        return new(TokenKind.Word, Unescape(word), start, end);
    }

    Token Bare()
    {
        var start = Here;
        var i = _at;
        var variable = false;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '{' && variable) continue;
            variable = c == '$';
            if (c == '\\') i++;
            else if (IsBlank(c) || c is ';' or '{') break;
        }
        i = Math.Min(i, text.Length);
        var word = text.AsSpan(_at, i - _at);
        CheckLength(word, start, "argument");
        MoveTo(i);
        return new(TokenKind.Word, Unescape(word), start, Here);
    }

    void CheckLength(ReadOnlySpan<char> word, Position start, string what)
    {
        // No UTF-16 unit takes more than three bytes of UTF-8.
        if (word.Length > LongestWord / 3 && Encoding.UTF8.GetByteCount(word) > LongestWord)
            problem(start, $"the {what} '{Expected.Short(word[..Math.Min(word.Length, 300)].ToString())}' is too long for nginx: expected at most {LongestWord} bytes");
    }

    static string Unescape(ReadOnlySpan<char> word)
    {
        if (!word.Contains('\\')) return word.ToString();
        var result = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length; i++)
        {
            var next = word[i] == '\\' && i + 1 < word.Length ? word[i + 1] : '\0';
            result.Append(next switch
            {
                '"' or '\'' or '\\' => next,
                't' => '\t',
                'r' => '\r',
                'n' => '\n',
                _ => word[i],
            });
            if (next is '"' or '\'' or '\\' or 't' or 'r' or 'n') i++;
        }
        return result.ToString();
    }

    void MoveTo(int end)
    {
        for (int at; (at = text.AsSpan(_at, end - _at).IndexOf('\n')) >= 0;)
        {
            _at += at + 1;
            _line++;
            _lineStart = _at;
        }
        _at = end;
    }
}
