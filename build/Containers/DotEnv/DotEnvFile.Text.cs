namespace ArgusAI.Containers.DotEnv;

public sealed partial record DotEnvFile : IArtefactSource
{
    /// <summary>The text: a line that was read stands exactly as it was, byte by byte.</summary>
    public string Write() => string.Concat(Lines.Select(line => DotEnvText.Line(line) + "\n"));

    /// <summary>Reads a file as Compose does.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="SyntaxException">A malformed line; every one is listed with its number. Values are never quoted: they may be secrets.</exception>
    public static DotEnvFile Parse(string text, string name = ".env")
    {
        var reader = new DotEnvReader(text);
        var file = new DotEnvFile(reader.Read().ToItems());
        return reader.Problems.Count == 0 ? file : throw new SyntaxException(name, reader.Problems);
    }
}
