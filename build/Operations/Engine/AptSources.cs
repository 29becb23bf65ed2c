namespace ArgusAI.Operations.Engine;

/// <summary>One archive of an apt configuration.</summary>
/// <param name="Uri">Where the archive is.</param>
/// <param name="Suites">Its suites, such as <c>bookworm</c> or <c>bookworm-security</c>.</param>
/// <param name="Components">Such as <c>main</c>.</param>
/// <param name="SignedBy">A key ring's path; null for apt's default.</param>
public sealed record AptSource(string Uri, IReadOnlyList<string> Suites, IReadOnlyList<string> Components, string? SignedBy);

/// <summary>
/// The machine's own apt sources, read to learn its mirror: a company's machine reaches its own mirror and often nothing
/// else, so no host name is ever assumed.
/// </summary>
public static class AptSources
{
    private const string KeyRing = "/usr/share/keyrings/debian-archive-keyring.gpg";

    /// <summary>Every enabled binary source in <c>sources.list</c> and <c>sources.list.d</c>, both formats.</summary>
    public static IReadOnlyList<AptSource> Read(string root = "/")
    {
        var folder = Path.Combine(root, "etc/apt");
        var parts = Path.Combine(folder, "sources.list.d");
        var lists = Directory.Exists(parts) ? Directory.GetFiles(parts).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        return
        [
            .. lists.Prepend(Path.Combine(folder, "sources.list")).Where(File.Exists).SelectMany(file => Path.GetExtension(file) switch
            {
                ".list" => File.ReadLines(file).Select(Line).OfType<AptSource>(),
                ".sources" => Stanzas(File.ReadAllLines(file)),
                _ => [],
            }),
        ];
    }

    /// <summary>Sources for another Debian release on the mirrors this machine uses, in deb822 form.</summary>
    /// <param name="sources">The machine's own sources.</param>
    /// <param name="own">The machine's release, such as <c>bookworm</c>.</param>
    /// <param name="wanted">The other release, such as <c>trixie</c>.</param>
    /// <exception cref="OperationException">The machine has no source for its own release, so its mirror is unknown.</exception>
    public static string ForRelease(IReadOnlyList<AptSource> sources, string own, string wanted)
    {
        var main = Find(sources, own) ?? throw new OperationException(
            $"no apt source for Debian '{own}' was found in /etc/apt, so the mirror of this machine is unknown",
            $"add one to /etc/apt/sources.list.d, for example: deb MIRROR {own} main");
        var stanzas = new List<string> { Stanza(main, $"{wanted} {wanted}-updates") };
        if (Find(sources, $"{own}-security") is { } security) stanzas.Add(Stanza(security, $"{wanted}-security"));
        return string.Join("\n", stanzas);
    }

    private static AptSource? Find(IReadOnlyList<AptSource> sources, string suite) =>
        sources.FirstOrDefault(s => s.Suites.Contains(suite) && s.Components.Contains("main"));

    private static string Stanza(AptSource source, string suites) =>
        $"Types: deb\nURIs: {source.Uri}\nSuites: {suites}\nComponents: main\nSigned-By: {source.SignedBy ?? KeyRing}\n";

    // deb [signed-by=/path arch=amd64] URI suite component...
    private static AptSource? Line(string line)
    {
        var text = line.Split('#')[0].Trim();
        string? signedBy = null;
        if (!text.StartsWith("deb ", StringComparison.Ordinal)) return null;
        text = text[4..].TrimStart();
        if (text.StartsWith('[') && text.IndexOf(']', StringComparison.Ordinal) is var end and > 0)
        {
            signedBy = Words(text[1..end]).Select(o => o.Split('=', 2)).FirstOrDefault(o => o is ["signed-by", _])?[1];
            text = text[(end + 1)..];
        }

        return Words(text) is [var uri, var suite, .. var components] ? new AptSource(uri, [suite], components, signedBy) : null;
    }

    private static IEnumerable<AptSource> Stanzas(IEnumerable<string> lines)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Append("").Where(l => !l.StartsWith('#')))
        {
            if (line.Trim().Length > 0)
            {
                // A continuation line (an inline key) starts with a space and belongs to nothing that is read here.
                if (!char.IsWhiteSpace(line[0]) && line.Split(':', 2) is [var name, var value]) fields[name] = value.Trim();
                continue;
            }

            string Field(string name) => fields.GetValueOrDefault(name, "");
            bool enabled = !Field("Enabled").Equals("no", StringComparison.OrdinalIgnoreCase) && Words(Field("Types")).Contains("deb");
            if (enabled && Words(Field("URIs")) is [var uri, ..])
                yield return new AptSource(uri, Words(Field("Suites")), Words(Field("Components")), Field("Signed-By") is { Length: > 0 } key && key.StartsWith('/') ? key : null);
            fields.Clear();
        }
    }

    private static string[] Words(string text) => text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
