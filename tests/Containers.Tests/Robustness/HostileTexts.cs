using System.Text;

namespace ArgusAI.Containers.Tests.Robustness;

/// <summary>Texts that nobody means and somebody sends: by name, made when asked for.</summary>
static class HostileTexts
{
    const int Million = 1_000_000;
    const int Many = 20_000;

    public static IReadOnlyDictionary<string, Func<string>> All { get; } =
        ((string Name, Func<string> Make)[])[.. Characters, .. Long, .. Yaml, .. Compose, .. Other, .. Repeated] is var all
            ? all.ToDictionary(t => t.Name, t => t.Make, StringComparer.Ordinal)
            : [];

    static (string, Func<string>)[] Characters =>
    [
        ("nothing", () => ""),
        ("one blank", () => " "),
        ("only comments", () => Times("# nothing\n", Many)),
        ("only a byte order mark", () => "\uFEFF"),
        ("two byte order marks", () => "\uFEFF\uFEFFa: b\n"),
        ("NUL", () => "\0"),
        ("NUL inside", () => "services:\0\n  a: {}\nFROM a\0b\nA=\0\n"),
        ("NULs", () => new string('\0', Million)),
        ("every control character", () => Lines(160, c => $"a{(char)c}: b{(char)c}\n")),
        ("UTF-16 read as UTF-8", () => string.Concat("services:\n  a:\n".Select(c => $"{c}\0"))),
        ("half of a surrogate pair", () => "a: \uD83D\nFROM \uDE00\nA=\uD83D\n"),
        ("characters of no plane", () => "a: \uFFFE\uFFFF\n"),
        ("line ends of other worlds", () => "a:\u0085  b: c\u2028d: e\u2029f: g\vh\fi\n"),
        ("CRLF", () => "services:\r\n  a:\r\n    image: b\r\n"),
        ("lone CR", () => "services:\r  a:\r    image: b\r"),
        ("tabs", () => "services:\n\ta:\n\t\timage: b\n"),
        ("noise", () => Noise(200_000)),
    ];

    static (string, Func<string>)[] Long =>
    [
        ("a million empty lines", () => new string('\n', Million)),
        ("a million carriage returns", () => new string('\r', Million)),
        ("many YAML lines", () => Lines(Many, i => $"key-{i}: value\n")),
        ("many list items", () => Times("- item\n", Many)),
        ("many dotenv lines", () => Lines(Many, i => $"KEY_{i}=value\n")),
        ("many instructions", () => "FROM scratch\n" + Lines(Many, i => $"COPY a{i} /b\n")),
        ("many directives", () => Lines(Many, i => $"set $a{i} b;\n")),
        ("many wrong lines", () => Lines(Many, i => $"~{i}\n")),
        ("many continued lines", () => "FROM a\nRUN a" + Times(" \\\n  b", Many) + "\n"),
        ("a huge word", () => new string('a', 10 * Million)),
        ("a huge value", () => "services:\n  a:\n    image: " + new string('a', 10 * Million) + "\n"),
        ("a huge key", () => "? " + new string('a', 10 * Million) + "\n: b\n"),
        ("a huge quoted value", () => "A=\"" + new string('a', 10 * Million) + "\"\n"),
        ("a huge number", () => "a: " + new string('9', Million) + "\nports: [" + new string('9', Million) + "]\n"),
        ("a huge block", () => "services:\n  a:\n    command: |\n" + Times("      line of text\n", Many)),
        ("a huge indentation", () => "a:\n" + new string(' ', Million) + "b: c\n"),
    ];

    /// <summary>A million lines of what a reader reads.</summary>
    public static string MillionLines(string reader) => reader switch
    {
        "DotEnvFile" => Lines(Million, i => $"KEY_{i}=value\n"),
        "Dockerfile" => "FROM scratch\n" + Lines(Million, i => $"COPY a{i} /b\n"),
        "NginxConfig" => Lines(Million, i => $"set $a{i} b;\n"),
        "BakeFile" => "{\n" + Lines(Million, i => $"\"key{i}\": {{}},\n") + "\"end\": {}\n}\n",
        "DockerIgnore" => Lines(Million, i => $"folder{i}/*\n"),
        _ => "services:\n" + Lines(Million / 5, i => $"  s{i}:\n    image: app:{i}\n    environment:\n      TZ: ${{TZ:-UTC}}\n    restart: always\n"),
    };

    static (string, Func<string>)[] Yaml =>
    [
        ("deep indentation", () => Lines(3_000, i => new string(' ', i) + "a:\n")),
        ("a billion laughs", () => "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + Lines(12, i => $"a{i + 1}: &a{i + 1} [{Times($"*a{i}, ", 10)}]\n")),
        ("a billion merged laughs", () => "a0: &a0 {k: v}\n" + Lines(40, i => $"a{i + 1}: &a{i + 1}\n  x{i}: y\n  <<: [*a{i}, *a{i}]\n  in: [*a{i}, *a{i}]\n")),
        ("services of laughs", () => "x-a: &a [" + Times("lol, ", 1_000) + "]\nservices:\n" + Lines(390, i => $"  s{i}: {{image: a, command: *a}}\n")),
        ("a long text by many aliases", () => "x-a: &a " + new string('$', Many) + "\nservices:\n  a:\n    command: [" + Times("*a, ", 100) + "]\n"),
        ("a longer text by more aliases", () => "x-a: &a " + new string('$', Million) + "\nservices:\n  a:\n    command: [" + Times("*a, ", Many) + "]\n"),
        ("an endless chain of aliases", () => "a0: &a0 x\n" + Lines(Many, i => $"a{i + 1}: &a{i + 1} [*a{i}]\n")),
        ("an anchor inside itself", () => "services: &a\n  b: *a\n  <<: *a\n"),
        ("many anchors", () => Lines(Many, i => $"a{i}: &a{i} b\n")),
        ("the same key twice", () => "services:\n  a: {image: b}\n  a: {image: c}\n"),
        ("the same key again and again", () => Times("a: b\n", Many)),
        ("several documents", () => Times("---\na: b\n", Many)),
        ("directives", () => "%YAML 1.2\n%YAML 1.2\n%TAG ! tag:x,2000:\n%FOO bar\n---\na: b\n"),
        ("unknown tags", () => "services: !own\n  a: !!python/object:os.system [x]\n  b: !<tag:yaml.org,2002:binary> aGk=\n  c: !reset null\n"),
        ("keys that are no texts", () => "1: a\n~: b\ntrue: c\n? [x]\n: d\n? {y: z}\n: e\n"),
    ];

    static (string, Func<string>)[] Compose =>
    [
        ("templates in templates", () => "services:\n  a:\n    image: " + Times("${A:-", Many) + Times("}", Many) + "\n"),
        ("dollars", () => "services:\n  a:\n    command: " + new string('$', Million) + "\n"),
        ("services without number", () => "services:\n" + Lines(Many, i => $"  s{i}:\n    image: a\n    ports: [\"{1 + i}:80\"]\n    depends_on: [s{(i + 1) % Many}]\n")),
        ("ports on one address", () => "services:\n  a:\n    image: a\n    ports:\n" + Lines(Many, _ => "      - \"80:80\"\n")),
        ("undefined names without number", () => "services:\n  a:\n    image: a\n    volumes:\n" + Lines(Many, i => $"      - v{i}:/a{i}\n") + "volumes:\n" + Lines(Many, i => $"  w{i}:\n")),
        ("unknown keys without number", () => "services:\n  a:\n    image: a\n" + Lines(Many, i => $"    wrong{i}: a\n")),
        ("wrong values without number", () => "services:\n" + Lines(Many, i => $"  s{i}:\n    image: [a]\n    ports: {{}}\n    mem_limit: lots\n")),
        ("a long wrong value by many aliases", () => "x-a: &a " + new string(':', 10_000) + "\nservices:\n" + Lines(400, i => $"  s{i}: {{image: *a, mem_limit: *a, ports: [*a]}}\n")),
    ];

    static (string, Func<string>)[] Other =>
    [
        ("heredocs without number", () => "FROM a\nRUN" + Times(" <<A", Many) + "\n" + Times("x\nA\n", 10_000)),
        ("heredocs without an end", () => "FROM a\n" + Times("RUN <<A\n", Many)),
        ("quotes without an end", () => Times("A=\"b\nB='c\n", Many) + "C=`\n"),
        ("escaped quotes without an end", () => Times("A=\"\\\"\nB='\\'\n", Many)),
        ("stages without number", () => Lines(Many, i => $"FROM a AS s{i}\nCOPY --from=s{i + 1} /a /b\n")),
        ("stages in stages", () => "FROM a AS s0\n" + Lines(Many, i => $"FROM s{i} AS s{i + 1}\n")),
        ("deep JSON", () => Times("{\"a\":", 100_000) + "1" + Times("}", 100_000)),
        ("long JSON", () => "{\"target\": {" + Lines(Many, i => $"\"t{i}\": {{\"inherits\": [\"t{i + 1}\"]}},\n") + "\"z\": {}}}"),
    ];

    /// <summary>Each piece of some format's syntax, again and again.</summary>
    static IEnumerable<(string, Func<string>)> Repeated => new[]
    {
        "[", "]", "{", "}", "(", ")", "\"", "'", "`", "\\", "\\\n", "\\\r\n", "<", "<<", "<<<", ">", "|", "&", "*", "!", "%", "@", "#", ";", ",", ":", "=", "-", "?", "~", "$", "${", "$(",
        "- ", "? ", ": ", "a: ", "&a ", "*a ", "!a ", "<<: ", "a {", "a;", "a{b ", "[[", "{a:", "{\"a\":", "[1,", "{[", "\t", "${A:-", "$A", "!!", "**/", "--a=", "RUN --mount=", "ONBUILD ", "FROM ",
    }.Select(piece => ($"{piece.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)} again and again",
        (Func<string>)(() => Times(piece, 200_000))));

    static string Times(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    static string Lines(int count, Func<int, string> line)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++) text.Append(line(i));
        return text.ToString();
    }

    /// <summary>Characters of every format's punctuation, thrown together the same way every time.</summary>
    static string Noise(int length)
    {
        const string Signs = "abAB01 \n\r\t:-?[]{}(),#&*!|>'\"%@`$\\/=;<~.^+_\u0085\u2028é\0";
        var text = new StringBuilder(length);
        var state = 1u;
        for (var i = 0; i < length; i++)
        {
            state = unchecked(state * 1_664_525 + 1_013_904_223);
            text.Append(Signs[(int)((state >> 8) % Signs.Length)]);
        }
        return text.ToString();
    }
}
