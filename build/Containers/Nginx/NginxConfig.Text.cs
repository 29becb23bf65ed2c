namespace ArgusAI.Containers.Nginx;

public sealed partial record NginxConfig : IArtefactSource
{
    /// <inheritdoc/>
    public string Write()
    {
        var problems = NginxRules.Check(this);
        return problems.Count == 0
            ? NginxText.Write(Directives, Header.Value, headerGap: false)
            : throw new ModelException("the nginx configuration", problems.Select(p => p.ToString()));
    }

    /// <summary>Reads a whole <c>nginx.conf</c>. What the model has no property for stands in <see cref="Extra"/>, so that nothing a file says
    /// is lost; comments move above what they speak about. Where the order of directives says more than the model's own order (<c>if</c>
    /// between <c>set</c>s, a file included between servers), they are kept as they stand, in <see cref="Scope.Extra"/> and <see cref="Scope.ExtraAfter"/>.</summary>
    /// <returns>The problems of <see cref="NginxDocument.Read"/>, a <c>$</c> that nginx would refuse, and a file without an <c>http</c> block.</returns>
    public static Parsed<NginxConfig> Read(string text) => Read(NginxDocument.Read(text));

    /// <summary>The model of what was read; its problems are among the model's.</summary>
    public static Parsed<NginxConfig> Read(Parsed<NginxDocument> document)
    {
        var reader = new ConfigReader(document.Problems);
        return new(reader.Read(document.Model!), reader.Problems);
    }

    /// <summary>Reads a file without problems.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="SyntaxException">There are problems; every one is listed with its place.</exception>
    public static NginxConfig Parse(string text, string name = "nginx.conf") => Read(text).OrThrow(name);

    /// <summary>The configuration as directives: what is written, and what policies look at.</summary>
    public IReadOnlyList<Directive> Directives
    {
        get
        {
            var list = new DirectiveList(Why).Add("worker_processes", WorkerProcesses is { } count ? Forms.Print(count) : "auto");
            if (Pid is not null) list.Add("pid", Pid);
            if (ErrorLog is not null) list.Add("error_log", LogShapes.Error.Write(ErrorLog));
            list.AddAll(Extra)
                .Block("events", [], [Directive.Of("worker_connections", Forms.Print(WorkerConnections)), .. Events])
                .Block("http", [], HttpDirectives.Of(Http), Http.Comment.Value);
            return list.All;
        }
    }

    /// <summary>The addresses requests are passed to, as they stand: <c>backend:8000</c>, variables followed where the scope sets them.</summary>
    public IReadOnlyList<string> Upstreams =>
    [
        .. Http.Upstreams.SelectMany(u => u.Servers.Select(s => s.Address))
            .Concat(from server in Http.Servers
                    from location in server.AllLocations
                    let pass = location.Proxy?.Pass
                    where pass is not null
                    select Address(pass, server.Set.With(location.Set)))
            .Where(address => Http.Upstreams.All(u => u.Name != address))
            .Distinct(StringComparer.Ordinal),
    ];

    internal static string Address(string pass, Entries<Text> variables)
    {
        var resolved = variables.OrderByDescending(v => v.Key.Length).Aggregate(pass, (text, v) => text.Replace(v.Key, v.Value.ToString(), StringComparison.Ordinal));
        var address = resolved.Contains("://", StringComparison.Ordinal) ? resolved[(resolved.IndexOf("://", StringComparison.Ordinal) + 3)..] : resolved;
        return address.Split('/', '$')[0];
    }
}
