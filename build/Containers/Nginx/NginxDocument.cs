namespace ArgusAI.Containers.Nginx;

/// <summary>Any file of nginx's syntax as the tree of its directives: a whole <c>nginx.conf</c>, or a piece that another file includes.</summary>
/// <remarks>Source of the syntax: <c>ngx_conf_file.c</c> of nginx 1.29. The bodies of OpenResty's <c>…_by_lua_block</c> are kept as they stand.</remarks>
/// <param name="Directives">The directives outside all blocks.</param>
public sealed partial record NginxDocument(Items<Directive> Directives) : IArtefactSource
{
    /// <summary>The comment that opens the file, when a blank line follows it.</summary>
    public Aside<string?> Header { get; init; }
    /// <summary>The comment that ends the file.</summary>
    public Aside<string?> Footer { get; init; }

    /// <summary>Reads what can be read and lists everything nginx would refuse, with its place. Blocks more than
    /// 64 levels deep are left out; after 1000 problems reading ends.</summary>
    public static Parsed<NginxDocument> Read(string text) => new NginxReader(text).Read();

    /// <summary>Reads a file without problems.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="SyntaxException">nginx would refuse it; every problem is listed with its place.</exception>
    public static NginxDocument Parse(string text, string name = "nginx.conf") => Read(text).OrThrow(name);

    /// <summary>The text: four spaces a level, comments above their directives, quotes where nginx needs them.</summary>
    /// <exception cref="ArgumentException">A text that nginx cannot take, such as one with NUL or of more than 4093 bytes.</exception>
    public string Write() => NginxText.Write(Directives, Header.Value, Footer.Value);
}
