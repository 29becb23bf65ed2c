namespace ArgusAI.Containers.Dockerfiles;

/// <summary>The network of a RUN.</summary>
public enum RunNetwork
{
    /// <summary>The builder's.</summary>
    Default,
    /// <summary>None: the step cannot reach anything.</summary>
    None,
    /// <summary>The host's; the builder must be allowed to.</summary>
    Host,
}

/// <summary>The rights of a RUN.</summary>
public enum RunSecurity
{
    /// <summary>A container's usual ones.</summary>
    Sandbox,
    /// <summary>All; the builder must be allowed to.</summary>
    Insecure,
}

/// <summary><c>RUN</c>: a command whose changes become a layer.</summary>
public sealed record Run : Instruction
{
    /// <summary>A line for the shell, or a script of several lines, which is written as a heredoc that begins with <c>set -e</c>;
    /// null with <see cref="Arguments"/>.</summary>
    /// <remarks>The shell, not the builder, puts variables in: the text stands as it is.</remarks>
    public string? Script { get; }
    /// <summary>A program and its arguments, without a shell; empty with <see cref="Script"/>.</summary>
    public Items<string> Arguments { get; } = [];
    /// <summary>What is mounted while it runs.</summary>
    public Items<Mount> Mounts { get; init; } = [];
    /// <summary>Its network.</summary>
    public RunNetwork Network { get; init; }
    /// <summary>Its rights: frontend 1.20, or a labs image.</summary>
    public RunSecurity Security { get; init; }

    /// <summary>A shell line or script.</summary>
    /// <exception cref="ArgumentException">It is blank.</exception>
    public Run(string script)
    {
        Script = script.ReplaceLineEndings("\n").Trim('\n');
        if (string.IsNullOrWhiteSpace(Script)) throw Expected.Form("RUN", script, "a command");
    }

    /// <summary>A program and its arguments.</summary>
    /// <exception cref="ArgumentException">There is no program.</exception>
    public Run(Items<string> arguments)
    {
        Arguments = arguments;
        if (arguments.Count == 0) throw Expected.Form("RUN", "[]", "a program and its arguments");
    }

    /// <summary>Whether it is written as a heredoc.</summary>
    public bool IsHeredoc => Script?.Contains('\n', StringComparison.Ordinal) == true;

    internal override IEnumerable<Stage> Uses => Mounts.OfType<Mount.BindMount>().Select(m => m.From).OfType<Stage>();

    internal override FrontendVersion Needs => new[]
    {
        Mounts.Count > 0 ? new(1, 2) : FrontendVersion.First,
        Mounts.Any(m => m is Mount.SecretMount { Env: not null }) ? new(1, 10) : FrontendVersion.First,
        Network != RunNetwork.Default ? new(1, 3) : FrontendVersion.First,
        Security != RunSecurity.Sandbox ? new(1, 20) : FrontendVersion.First,
        IsHeredoc ? new(1, 4) : FrontendVersion.First,
    }.Max();
}
