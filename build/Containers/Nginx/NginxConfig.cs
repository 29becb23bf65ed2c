namespace ArgusAI.Containers.Nginx;

/// <summary>A whole <c>nginx.conf</c>. A <see cref="Text"/> and a path may hold nginx's variables; quoting is the writer's business.</summary>
/// <remarks>Source of the directives: nginx.org, module reference.</remarks>
public sealed partial record NginxConfig
{
    /// <summary>What the file is and how to regenerate it: its opening comment, lines split at <c>\n</c>.</summary>
    public Aside<string?> Header { get; init; }
    /// <summary>How many processes; null means one for each processor (<c>auto</c>).</summary>
    public int? WorkerProcesses { get; init; }
    /// <summary>The most connections of one process, those to upstreams included.</summary>
    public int WorkerConnections { get; init; } = 1024;
    /// <summary>Where the process id is kept; null keeps the build's default, which only root can write.</summary>
    public string? Pid { get; init; }
    /// <summary>Where errors go; null keeps the build's default.</summary>
    public ErrorLog? ErrorLog { get; init; }
    /// <summary>Directives of the <c>events</c> block besides <see cref="WorkerConnections"/>.</summary>
    public Items<Directive> Events { get; init; } = [];
    /// <summary>The HTTP part.</summary>
    public required Http Http { get; init; }
    /// <summary>Directives the model has no property for.</summary>
    public Items<Directive> Extra { get; init; } = [];
    /// <summary>The oldest nginx that must take the file; null means 1.25.1.</summary>
    public Aside<Version?> Floor { get; init; }
    /// <summary>Comments by directive name.</summary>
    public Why Why { get; init; } = Why.None;
}
