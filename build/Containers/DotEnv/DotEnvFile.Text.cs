namespace ArgusAI.Containers.DotEnv;

public sealed partial record DotEnvFile : IArtefactSource
{
    /// <summary>The text: a line that was read stands exactly as it was, byte by byte, and new lines end as the file's own do.</summary>
    public string Write()
    {
        var read = Lines.Count(l => l.Source.Value is not null);
        var end = Lines.Count(l => l.Source.Value?.EndsWith('\r') == true) * 2 > read ? "\r\n" : "\n";
        var text = new System.Text.StringBuilder();
        foreach (var line in Lines)
        {
            var written = DotEnvText.Line(line);
            // The last line that was read may have had no end.
            var isLast = line.Source.Value is not null && --read == 0 && EndsOpen.Value;
            text.Append(written).Append(isLast && ReferenceEquals(line, Lines[^1]) ? "" : written.EndsWith('\r') ? "\n" : isLast || line.Source.Value is null ? end : "\n");
        }
        return text.ToString();
    }

    /// <summary>Reads a file as Compose does: what it refuses is a problem, and two things besides that nobody means: a name that no shell
    /// could use, and text after a closing quote. Messages never quote values, which may be secrets.</summary>
    public static Parsed<DotEnvFile> Read(string text)
    {
        var reader = new DotEnvReader(text);
        return new(new DotEnvFile(reader.Read().ToItems()) { EndsOpen = text.Length > 0 && !text.EndsWith('\n') }, reader.Problems);
    }

    /// <summary>Reads a file without problems.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="SyntaxException">A malformed line; every one is listed with its place.</exception>
    public static DotEnvFile Parse(string text, string name = ".env") => Read(text).OrThrow(name);
}
