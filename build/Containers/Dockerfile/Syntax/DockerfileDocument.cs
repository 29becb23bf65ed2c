namespace ArgusAI.Containers.Dockerfiles;

/// <summary>A Dockerfile as it is written: its instructions with their casing, flags, words and places. The layer below <see cref="Dockerfile"/>.</summary>
/// <remarks>Source: BuildKit's <c>frontend/dockerfile/parser</c>, whose behaviour it follows: comments and blank lines between continued
/// lines are skipped, a list that is no valid JSON is a shell line, a heredoc counts only where RUN, COPY and ADD stand.</remarks>
public sealed record DockerfileDocument
{
    /// <summary>The character that continues lines and escapes: <c>\</c>, or <c>`</c> after <c># escape=`</c>.</summary>
    public char Escape { get; init; } = '\\';
    /// <summary>The parser directives, which stand before everything else.</summary>
    public Items<ParserDirective> Directives { get; init; } = [];
    /// <summary>Every comment line, those between continued lines included; no directives.</summary>
    public Items<CommentLine> Comments { get; init; } = [];
    /// <summary>The instructions in the order they stand.</summary>
    public Items<WrittenInstruction> Instructions { get; init; } = [];

    /// <summary>Reads what can be read. A text of any kind gives a document, problems, or both; it never throws.</summary>
    public static Parsed<DockerfileDocument> Read(string text) => DocumentReader.Read(text);

    /// <summary>Reads a text without problems.</summary>
    /// <param name="text">The Dockerfile.</param>
    /// <param name="name">What opens the lines of the message.</param>
    /// <exception cref="SyntaxException">There are problems; all are listed.</exception>
    public static DockerfileDocument Parse(string text, string name = "Dockerfile") => Read(text).OrThrow(name);

    /// <summary>The value of a directive, such as <c>syntax</c>; null where there is none.</summary>
    public ParserDirective? Directive(string name) => Directives.FirstOrDefault(d => d.Name == name);
}

/// <summary>A parser directive: <c># syntax=…</c>, <c># escape=…</c>, <c># check=…</c>.</summary>
/// <param name="Name">Its name in lower case.</param>
/// <param name="Value">Its value, trimmed.</param>
/// <param name="Position">Where its line begins.</param>
public sealed record ParserDirective(string Name, string Value, Position Position);

/// <summary>A comment line.</summary>
/// <param name="Text">What follows the <c>#</c>, without one space after it and without spaces at its end.</param>
/// <param name="Position">Where the <c>#</c> stands.</param>
public sealed record CommentLine(string Text, Position Position);

/// <summary>An instruction as it is written.</summary>
public sealed record WrittenInstruction
{
    /// <summary>Its keyword as written, such as <c>from</c>.</summary>
    public required string Keyword { get; init; }
    /// <summary>Its keyword in upper case, such as <c>FROM</c>.</summary>
    public string Name => Keyword.ToUpperInvariant();
    /// <summary>Where the keyword stands.</summary>
    public required Position Position { get; init; }
    /// <summary>Its last line, heredocs included.</summary>
    public int EndLine { get; init; }
    /// <summary>The flags in order.</summary>
    public Items<WrittenFlag> Flags { get; init; } = [];
    /// <summary>What follows keyword and flags, with continued lines joined as the builder does; trimmed.</summary>
    public string Arguments { get; init; } = "";
    /// <summary>Where <see cref="Arguments"/> begins; the keyword's place when there are none.</summary>
    public Position ArgumentsPosition { get; init; }
    /// <summary>The words of <see cref="Arguments"/> as the builder separates them for this instruction: with quotes, escapes and variables as written.
    /// In the list form they are the list's texts; a shell line, USER, WORKDIR and the like are one word.</summary>
    public Items<Word> Words { get; init; } = [];
    /// <summary>Whether the arguments are a valid JSON list.</summary>
    public bool IsList { get; init; }
    /// <summary>Whether it is the old form of ENV and LABEL with a space instead of <c>=</c>; the words are then name and value.</summary>
    public bool IsLegacy { get; init; }
    /// <summary>Whether a blank line stands between its continued lines, which the builder warns of.</summary>
    public bool HasBlankContinuation { get; init; }
    /// <summary>The heredocs in order.</summary>
    public Items<Heredoc> Heredocs { get; init; } = [];
    /// <summary>The instruction of an ONBUILD.</summary>
    public WrittenInstruction? Trigger { get; init; }
    /// <summary>The comment lines directly above it.</summary>
    public Items<CommentLine> Comments { get; init; } = [];

    /// <summary>The keyword <c>AS</c> of a FROM as written; null where there is none.</summary>
    public Word? As => Name == "FROM" && Words.Count == 3 ? Words[1] : null;
    /// <summary>A flag by its name; null where it is not given.</summary>
    public WrittenFlag? Flag(string name) => Flags.FirstOrDefault(f => f.Name == name);
}

/// <summary>A flag: <c>--name=value</c> or <c>--name</c>.</summary>
/// <param name="Name">Without the dashes.</param>
/// <param name="Value">After the <c>=</c>, unquoted once as the builder does, variables as written; null where there is no <c>=</c>.</param>
/// <param name="Position">Where the dashes stand.</param>
public sealed record WrittenFlag(string Name, string? Value, Position Position);

/// <summary>A word with its place.</summary>
/// <param name="Text">As written.</param>
/// <param name="Position">Where it begins.</param>
public sealed record Word(string Text, Position Position);

/// <summary>A heredoc: the lines up to its name.</summary>
/// <param name="Name">Its delimiter without quotes; for COPY and ADD the file's name.</param>
/// <param name="Content">Its lines as they stand, each with its line end; a line end is <c>\n</c>.</param>
/// <param name="Position">Where the first line after the instruction stands.</param>
public sealed record Heredoc(string Name, string Content, Position Position)
{
    /// <summary>Whether tabs at the beginning of lines are dropped (<c>&lt;&lt;-</c>); <see cref="Content"/> still has them.</summary>
    public bool StripsTabs { get; init; }
    /// <summary>Whether COPY and ADD put variables in: the delimiter has no quotes.</summary>
    public bool Expands { get; init; }

    /// <summary>The content without the tabs that <c>&lt;&lt;-</c> drops.</summary>
    public string Text => StripsTabs ? string.Join('\n', Content.Split('\n').Select(line => line.TrimStart('\t'))) : Content;
}
