namespace ArgusAI.Containers.DotEnv;

/// <summary>How a value stands in the file.</summary>
public enum Quoting
{
    /// <summary>None: ends at the line's end or at a <c>#</c> after a space; variables are put in.</summary>
    None,
    /// <summary>Single quotes: taken as it is, may go over several lines.</summary>
    Single,
    /// <summary>Double quotes: <c>\n</c> and the like are escapes, variables are put in, may go over several lines.</summary>
    Double,
}

/// <summary>A piece of a dotenv file; its text is kept as it was read.</summary>
public abstract record DotEnvLine
{
    private protected DotEnvLine() { }

    /// <summary>Where it was read.</summary>
    public Aside<Position> Position { get; init; }
    /// <summary>The exact text it was read from, without the line end; null for one made in code.</summary>
    public Aside<string?> Source { get; init; }
}

/// <summary>An empty line.</summary>
public sealed record BlankLine : DotEnvLine;

/// <summary>A line with nothing but a comment.</summary>
/// <param name="Text">What stands after <c>#</c> and one space.</param>
public sealed record CommentLine(string Text) : DotEnvLine;

/// <summary>A variable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value: literal where the quoting takes no variables.</param>
public sealed record Assignment(EnvName Name, Template Value) : DotEnvLine
{
    /// <summary>Whether <c>export</c> stands before it, for shells.</summary>
    public bool Export { get; init; }
    /// <summary>How it was quoted; the writer chooses for one made in code.</summary>
    public Aside<Quoting> Quoting { get; init; }
    /// <summary>The comment at its end.</summary>
    public Aside<string?> Comment { get; init; }
    /// <summary>What stood before and behind the value where it was read.</summary>
    internal Aside<(string Before, string After)?> Around { get; init; }
}

/// <summary>A name alone, whose value the caller's environment gives.</summary>
/// <param name="Name">The variable.</param>
public sealed record PassThrough(EnvName Name) : DotEnvLine;

/// <summary>A dotenv file as Compose reads it.</summary>
/// <param name="Lines">Its lines in order.</param>
public sealed partial record DotEnvFile(Items<DotEnvLine> Lines)
{
    /// <summary>Whether the text it was read from had no end on its last line.</summary>
    internal Aside<bool> EndsOpen { get; init; }

    /// <summary>Nothing.</summary>
    public static DotEnvFile Empty { get; } = new([]);

    /// <summary>The variables in order.</summary>
    public IEnumerable<Assignment> Assignments => Lines.OfType<Assignment>();

    /// <summary>The last value of a variable, null when it is not there.</summary>
    public Template? this[EnvName name] => Assignments.LastOrDefault(a => a.Name == name)?.Value;

    /// <summary>The values as Compose sees them: in order, with variables put in.</summary>
    /// <param name="environment">The caller's environment, which comes before the file's own variables.</param>
    /// <exception cref="ArgumentException">A required variable is missing.</exception>
    public IReadOnlyDictionary<string, string> Resolve(IReadOnlyDictionary<string, string> environment)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines)
            if (line is Assignment assignment)
                values[assignment.Name.Value] = assignment.Value.Resolve(name => environment.GetValueOrDefault(name) ?? values.GetValueOrDefault(name));
            else if (line is PassThrough { Name: var name } && environment.TryGetValue(name.Value, out var value))
                values[name.Value] = value;
        return values;
    }

    /// <summary>With the variables of another file that this one does not name, and the comments right above them; every line stays.</summary>
    public DotEnvFile AddMissing(DotEnvFile other)
    {
        var known = Lines.Select(NameOf).OfType<EnvName>().ToHashSet();
        var added = new List<DotEnvLine>();
        var comments = new List<DotEnvLine>();
        foreach (var line in other.Lines)
        {
            if (line is CommentLine) comments.Add(line);
            else
            {
                if (line is Assignment { Name: var name } && known.Add(name)) added.AddRange([.. comments, line]);
                comments.Clear();
            }
        }
        if (added.Count == 0) return this;
        if (Lines.Count > 0 && Lines[^1] is not BlankLine) added.Insert(0, new BlankLine());
        return this with { Lines = Lines.Add(added) };
    }

    static EnvName? NameOf(DotEnvLine line) => line switch
    {
        Assignment assignment => assignment.Name,
        PassThrough inherited => inherited.Name,
        _ => null,
    };

    /// <summary>With a comment at its end; each line of the text becomes a line.</summary>
    public DotEnvFile Comment(string text) =>
        this with { Lines = Lines.Add(text.ReplaceLineEndings("\n").Split('\n').Select(line => new CommentLine(line))) };

    /// <summary>With an empty line at its end.</summary>
    public DotEnvFile Blank() => this with { Lines = Lines.Add([new BlankLine()]) };

    /// <summary>With a value for a variable: in the place of the one that counts, the last, whose quotes, comment and spaces stay; else at the end.</summary>
    public DotEnvFile Set(EnvName name, Template value)
    {
        var lines = Lines.ToArray();
        var at = Array.FindLastIndex(lines, l => NameOf(l) == name);
        if (at < 0) return this with { Lines = Lines.Add([new Assignment(name, value)]) };
        lines[at] = lines[at] is Assignment old ? old with { Value = value, Source = null } : new Assignment(name, value);
        return this with { Lines = lines.ToItems() };
    }

    /// <summary>Without a variable, wherever it stands; comments stay.</summary>
    public DotEnvFile Remove(EnvName name) => this with { Lines = Lines.Where(l => NameOf(l) != name).ToItems() };
}
