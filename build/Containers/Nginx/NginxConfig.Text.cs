using System.Globalization;

namespace ArgusAI.Containers.Nginx;

public sealed partial record NginxConfig : IArtefactSource
{
    /// <inheritdoc/>
    public string Write()
    {
        var problems = NginxRules.Check(this);
        return problems.Count == 0 ? NginxText.Write(Directives, Header.Value, headerGap: false) : throw new ModelException("the nginx configuration", problems.Select(p => p.ToString()));
    }

    /// <summary>The configuration as directives: what is written, and what policies look at.</summary>
    public IReadOnlyList<Directive> Directives
    {
        get
        {
            var list = new DirectiveList(Why)
                .Add("worker_processes", WorkerProcesses?.ToString(CultureInfo.InvariantCulture) ?? "auto")
                .Add("pid", Pid);
            if (ErrorLog is not null) list.Add("error_log", ErrorLog.Path, ErrorLog.Level);
            list.AddAll(Extra)
                .Block("events", [], [Directive.Of("worker_connections", WorkerConnections.ToString(CultureInfo.InvariantCulture))])
                .Block("http", [], new HttpDirectives(Http).All(), Http.Comment.Value);
            return list.All;
        }
    }

    /// <summary>The addresses requests are passed to, as they stand: <c>backend:8000</c>, variables followed where the scope sets them.</summary>
    public IReadOnlyList<string> Upstreams =>
    [
        .. Http.Upstreams.SelectMany(u => u.Servers)
            .Concat(from server in Http.Servers
                    from location in server.Locations
                    let pass = location.Proxy?.Pass
                    where pass is not null
                    select Address(pass, server.Set.With(location.Set)))
            .Where(address => Http.Upstreams.All(u => u.Name != address))
            .Distinct(StringComparer.Ordinal),
    ];

    static string Address(string pass, Entries<string> variables)
    {
        var resolved = variables.OrderByDescending(v => v.Key.Length).Aggregate(pass, (text, v) => text.Replace(v.Key, v.Value, StringComparison.Ordinal));
        var address = resolved.Contains("://", StringComparison.Ordinal) ? resolved[(resolved.IndexOf("://", StringComparison.Ordinal) + 3)..] : resolved;
        return address.Split('/', '$')[0];
    }
}
