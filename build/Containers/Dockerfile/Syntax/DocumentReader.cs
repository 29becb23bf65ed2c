namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Reads lines into instructions the way BuildKit's parser does.</summary>
sealed class DocumentReader
{
    /// <summary>The longest line BuildKit's scanner takes, in bytes.</summary>
    internal const int LongestLine = 65535;

    readonly PhysicalLines _lines;
    readonly List<SyntaxProblem> _problems = [];
    readonly List<ParserDirective> _directives = [];
    readonly List<CommentLine> _comments = [];
    readonly List<CommentLine> _above = [];
    readonly List<WrittenInstruction> _instructions = [];
    char _escape = '\\';
    bool _directivesOver;

    DocumentReader(string text) => _lines = new(text);

    public static Parsed<DockerfileDocument> Read(string text)
    {
        var reader = new DocumentReader(text);
        while (reader._lines.MoveNext()) reader.Line();
        var document = new DockerfileDocument
        {
            Escape = reader._escape,
            Directives = reader._directives.ToItems(),
            Comments = reader._comments.ToItems(),
            Instructions = reader._instructions.ToItems(),
        };
        // They come in the text's order; looking for the words that were meant costs more than reading, and nobody sees more of them.
        reader._problems.AddRange(DocumentChecks.Of(document).Take(Parsed.MostProblems));
        return new(document, reader._problems);
    }

    void Line()
    {
        CheckLength();
        var line = _lines.Current;
        var indent = line.Length - line.TrimStart().Length;
        line = line[indent..];
        if (Directive(line)) return;
        if (line.StartsWith('#'))
        {
            Comment(line, indent);
            return;
        }
        var ended = TrimContinuation(ref line);
        if (ended && line.IsEmpty)
        {
            _above.Clear();
            return;
        }
        var logical = new LogicalLine(line.ToString(), _lines.At(indent));
        var above = _above.ToItems();
        _above.Clear();
        Instruction(logical, above, Continue(logical, ended));
    }

    /// <summary>Adds the lines that continue this one; true when a blank one is among them.</summary>
    bool Continue(LogicalLine logical, bool ended)
    {
        var blank = false;
        while (!ended && _lines.MoveNext())
        {
            CheckLength();
            var line = _lines.Current;
            var content = line.TrimStart();
            if (content.IsEmpty)
            {
                blank = true;
                continue;
            }
            if (content[0] == '#')
            {
                _comments.Add(CommentAt(content, line.Length - content.Length));
                continue;
            }
            ended = TrimContinuation(ref line);
            logical.Add(line, _lines.At(0));
        }
        return blank;
    }

    void Instruction(LogicalLine logical, Items<CommentLine> above, bool blank)
    {
        var reader = new InstructionReader(logical, _escape, _problems);
        var instruction = reader.Read(0);
        if (instruction is null) return;
        var heredocs = MayHaveHeredocs(instruction) ? Heredocs(instruction, logical.Text) : [];
        _instructions.Add(WithHeredocs(instruction, heredocs) with { Comments = above, HasBlankContinuation = blank, EndLine = _lines.Number });
    }

    static bool MayHaveHeredocs(WrittenInstruction instruction) => (instruction.Trigger ?? instruction) is { Name: "RUN" or "COPY" or "ADD", IsList: false };

    /// <summary>The builder attaches them to ONBUILD; they belong to what it does.</summary>
    static WrittenInstruction WithHeredocs(WrittenInstruction instruction, Items<Heredoc> heredocs) => instruction.Trigger is { } trigger
        ? instruction with { Trigger = trigger with { Heredocs = heredocs } }
        : instruction with { Heredocs = heredocs };

    Items<Heredoc> Heredocs(WrittenInstruction instruction, string line)
    {
        if (!line.Contains("<<", StringComparison.Ordinal)) return [];
        var found = new List<Heredoc>();
        foreach (var word in HeredocWord.AllIn(line))
        {
            var content = new System.Text.StringBuilder();
            var start = new Position(_lines.Number + 1, 1);
            var ended = false;
            while (!ended && _lines.MoveNext())
            {
                CheckLength();
                var end = word.StripsTabs ? _lines.Current.TrimStart('\t') : _lines.Current;
                ended = end.SequenceEqual(word.Name);
                if (!ended) content.Append(_lines.Current).Append('\n');
            }
            if (!ended) Problem(instruction.Position, $"the heredoc '{word.Name}' has no end: expected a line '{word.Name}' after the text");
            found.Add(new(word.Name, content.ToString(), start) { StripsTabs = word.StripsTabs, Expands = word.Expands });
        }
        return found.ToItems();
    }

    void Comment(ReadOnlySpan<char> line, int indent)
    {
        var comment = CommentAt(line, indent);
        _comments.Add(comment);
        _above.Add(comment);
    }

    CommentLine CommentAt(ReadOnlySpan<char> line, int indent)
    {
        var text = line[1..];
        if (text.StartsWith(' ')) text = text[1..];
        return new(text.TrimEnd().ToString(), _lines.At(indent));
    }

    bool Directive(ReadOnlySpan<char> line)
    {
        if (_directivesOver) return false;
        // A first line for the kernel hides no directives from the builder.
        if (_lines.Number == 1 && line.StartsWith("#!")) return false;
        var equals = line.IndexOf('=');
        var name = line.StartsWith('#') && equals > 0 ? line[1..equals].Trim().ToString().ToLowerInvariant() : "";
        var value = line[(equals + 1)..].Trim();
        if (name is not ("syntax" or "escape" or "check") || value.IsEmpty)
        {
            _directivesOver = true;
            return false;
        }
        var directive = new ParserDirective(name, value.ToString(), _lines.At(0));
        if (_directives.Exists(d => d.Name == name))
            Problem(directive.Position, $"'{name}' is given twice: expected one {name} directive");
        else if (name == "escape" && directive.Value is not ("`" or "\\"))
            Problem(directive.Position, $"'{directive.Value}' is not a valid escape character: expected \\ or `");
        else if (name == "escape")
            _escape = directive.Value[0];
        _directives.Add(directive);
        return true;
    }

    /// <summary>Cuts the character that continues the line; true when there is none. Two of them are an escaped one.</summary>
    bool TrimContinuation(ref ReadOnlySpan<char> line)
    {
        var trimmed = line.TrimEnd(" \t");
        if (!trimmed.EndsWith(_escape) || trimmed.Length > 1 && trimmed[^2] == _escape) return true;
        line = trimmed[..^1];
        return false;
    }

    void CheckLength()
    {
        if (IsTooLong(_lines.Current)) Problem(_lines.At(0), $"the line has more than {LongestLine} bytes, which is all the builder reads: expected a shorter one");
    }

    internal static bool IsTooLong(string line) => IsTooLong(line.AsSpan());

    static bool IsTooLong(ReadOnlySpan<char> line) => line.Length > LongestLine / 3 && System.Text.Encoding.UTF8.GetByteCount(line) > LongestLine;

    void Problem(Position position, string message) => _problems.Add(new(position, message));
}
