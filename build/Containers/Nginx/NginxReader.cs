namespace ArgusAI.Containers.Nginx;

/// <summary>Builds the tree of directives. Where nginx would stop, the place is noted and reading goes on with what was most likely meant.</summary>
sealed class NginxReader
{
    const int DeepestBlock = 64;

    sealed class Frame(Directive? head)
    {
        public Directive? Head { get; set; } = head;
        public List<Directive> Block { get; } = [];
    }

    readonly SyntaxProblems _problems = new();
    readonly NginxTokens _tokens;
    readonly Stack<Frame> _frames = new([new Frame(null)]);
    readonly List<Token> _words = [];
    readonly CommentLines _comments = new();
    string? _header;
    /// <summary>Levels below the deepest one, whose content is left out.</summary>
    int _below;
    /// <summary>The token that ended the last directive: a comment on its line belongs to it.</summary>
    Token _last;

    public NginxReader(string text)
    {
        // nginx takes the mark as a part of the first directive's name.
        if (text.StartsWith('\uFEFF'))
        {
            Problem(new(1, 1), "the file begins with a byte-order mark, which nginx does not know: expected none");
            text = text[1..];
        }
        _tokens = new(text, Problem);
    }

    public Parsed<NginxDocument> Read()
    {
        Token token;
        do
        {
            token = _tokens.Next();
            Take(token);
        }
        while (token.Kind != TokenKind.End && !_problems.IsFull);
        while (_frames.Count > 1) Close(open: true);
        var root = _frames.Pop().Block.ToItems();
        if (root.Count == 0) _header = _comments.TakeHeader(int.MaxValue);
        return new(new NginxDocument(root) { Header = _header, Footer = _comments.Take() }, _problems.All);
    }

    void Take(Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.Comment: Comment(token); return;
            case TokenKind.Word: Word(token); return;
        }
        _last = token;
        switch (token.Kind)
        {
            case TokenKind.Semicolon when _words.Count > 0: Finish(); break;
            case TokenKind.Semicolon: Problem(token.Position, "';' ends nothing: expected a directive before it"); break;
            case TokenKind.Open: Open(token); break;
            case TokenKind.Close:
                Unfinished("'}'");
                if (_below > 0) _below--;
                else if (_frames.Count > 1) Close(open: false);
                else Problem(token.Position, "'}' closes nothing: expected a block around it");
                break;
            case TokenKind.End: Unfinished("the file's end"); break;
        }
    }

    void Word(Token token)
    {
        if (_words.Count == 0 && _below == 0 && _frames.Count == 1 && _frames.Peek().Block.Count == 0) _header = _comments.TakeHeader(token.Position.Line);
        _words.Add(token);
    }

    void Comment(Token token)
    {
        if (_words.Count > 0 || token.Position.Line != _last.End.Line || _below > 0)
        {
            if (_below == 0) _comments.Add(token);
            return;
        }
        var frame = _frames.Peek();
        if (_last.Kind == TokenKind.Open) frame.Head = frame.Head! with { Comment = CommentLines.Join(frame.Head.Comment.Value, token.Text) };
        else if (frame.Block.Count > 0)
            frame.Block[^1] = _last.Kind == TokenKind.Close
                ? frame.Block[^1] with { ClosingComment = CommentLines.Join(frame.Block[^1].ClosingComment.Value, token.Text) }
                : frame.Block[^1] with { Comment = CommentLines.Join(frame.Block[^1].Comment.Value, token.Text) };
        else _comments.Add(token);
    }

    /// <summary>A directive whose <c>;</c> is missing is taken as if it were there.</summary>
    void Unfinished(string before)
    {
        if (_words.Count == 0) return;
        Problem(_words[^1].End, $"'{Expected.Short(_words[0].Text)}' has no end before {before}: expected ';' or a block");
        Finish();
    }

    void Finish()
    {
        if (_below == 0) _frames.Peek().Block.Add(Made());
        _words.Clear();
    }

    Directive Made() => new(_words[0].Text, _words.Skip(1).Select(w => w.Text).ToItems())
    {
        Position = _words[0].Position,
        ArgumentPositions = _words.Skip(1).Select(w => w.Position).ToItems(),
        Comment = _comments.Take(),
    };

    void Open(Token token)
    {
        if (_words.Count == 0) Problem(token.Position, "'{' opens a block without a name: expected a directive before it");
        if (_words.Count > 0 && LuaBlock.IsNameOf(_words[0].Text))
        {
            Lua(token);
            return;
        }
        if (_below > 0 || _frames.Count > DeepestBlock)
        {
            if (_below++ == 0) Problem(token.Position, $"the block is nested too deep: expected at most {DeepestBlock} levels");
        }
        else _frames.Push(new(_words.Count > 0 ? Made() : Directive.Of("") with { Position = token.Position }));
        _words.Clear();
    }

    void Lua(Token token)
    {
        var body = _tokens.Lua();
        if (body is null) Problem(token.Position, $"the Lua of '{_words[0].Text}' does not end: expected '}}'");
        if (_below == 0) _frames.Peek().Block.Add(Made() with { Raw = body ?? "" });
        _words.Clear();
        _last = token with { Kind = TokenKind.Semicolon, End = _tokens.Here };
    }

    void Close(bool open)
    {
        var frame = _frames.Pop();
        var head = frame.Head!;
        if (open) Problem(head.Position.Value, $"the block of '{Expected.Short(head.Name)}' does not end: expected '}}'");
        // A block without a name was reported; what stood in it has no place in the tree.
        var closing = _comments.Take();
        if (head.Name.Length > 0 || head.ArgumentPositions.Value is not null)
            _frames.Peek().Block.Add(head with { Block = frame.Block.ToItems(), ClosingComment = closing });
    }

    void Problem(Position position, string message) => _problems.Add(position, message);
}
