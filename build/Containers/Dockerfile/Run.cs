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

/// <summary>A device of the host for one RUN, by its name in the Container Device Interface: labs frontend 1.14.</summary>
/// <param name="Name">Such as <c>vendor.com/device=name</c>.</param>
/// <param name="Required">Whether the build fails without it.</param>
public sealed record RunDevice(string Name, bool Required = false);

/// <summary>A text that a RUN line hands to its command with <c>&lt;&lt;NAME</c>.</summary>
/// <param name="Name">The delimiter, as the line names it.</param>
/// <param name="Content">Its lines, each with its end.</param>
public sealed record RunInput(string Name, string Content);

/// <summary><c>RUN</c>: a command whose changes become a layer.</summary>
public sealed record Run : Instruction
{
    readonly bool _continues;

    /// <summary>A line for the shell, or a script of several lines, which is written as a heredoc; null with <see cref="Arguments"/>.</summary>
    /// <remarks>The shell, not the builder, puts variables in: the text stands as it is. A script that begins with <c>#!</c> is run by that program.</remarks>
    public string? Script { get; }
    /// <summary>A program and its arguments, without a shell; empty with <see cref="Script"/>.</summary>
    public Items<string> Arguments { get; } = [];
    /// <summary>The heredocs the line in <see cref="Script"/> names, such as <c>python3 &lt;&lt;EOF</c>, in its order.</summary>
    public Items<RunInput> Inputs { get; } = [];
    /// <summary>What is mounted while it runs.</summary>
    public Items<Mount> Mounts { get; init; } = [];
    /// <summary>The devices it may use.</summary>
    public Items<RunDevice> Devices { get; init; } = [];
    /// <summary>Its network: frontend 1.3.</summary>
    public RunNetwork Network { get; init; }
    /// <summary>Its rights: frontend 1.20, labs before.</summary>
    public RunSecurity Security { get; init; }

    /// <summary>Whether a script of several lines goes on after a command that fails: without <c>set -e</c> as its first line. Never for one line, nor for another program's script.</summary>
    public bool ContinuesOnError
    {
        get => _continues && IsHeredoc && !IsProgram && !Script!.StartsWith("set -e\n", StringComparison.Ordinal);
        init => _continues = value;
    }

    /// <summary>A shell line or script.</summary>
    /// <exception cref="ArgumentException">It is blank.</exception>
    public Run(string script)
    {
        Script = ScriptText.WithPlainLineEnds(script).Trim('\n', '\r');
        if (!IsHeredoc) Script = Script.Trim();
        if (string.IsNullOrWhiteSpace(Script)) throw Expected.Form("RUN", script, "a command");
    }

    /// <summary>A shell line with the texts it names.</summary>
    /// <exception cref="ArgumentException">The line does not name exactly these texts.</exception>
    public Run(string line, Items<RunInput> inputs)
    {
        Script = line.Trim();
        Inputs = inputs.Select(i => i with { Content = ScriptText.WithPlainLineEnds(i.Content.Length == 0 || i.Content.EndsWith('\n') ? i.Content : i.Content + "\n") }).ToItems();
        var named = HeredocWord.AllIn("RUN " + Script).Select(h => h.Name);
        if (Script.Contains('\n', StringComparison.Ordinal) || inputs.Count == 0 || HeredocWord.Parse(Script) is not null || !named.SequenceEqual(inputs.Select(i => i.Name)))
            throw Expected.Form("RUN", line, "a line that names its texts in their order, such as python3 <<EOF");
    }

    /// <summary>A program and its arguments.</summary>
    /// <exception cref="ArgumentException">There is no program.</exception>
    public Run(Items<string> arguments)
    {
        Arguments = arguments;
        if (arguments.Count == 0) throw Expected.Form("RUN", "[]", "a program and its arguments");
    }

    /// <summary>Whether the script has several lines.</summary>
    public bool IsHeredoc => Script?.Contains('\n', StringComparison.Ordinal) == true;

    /// <summary>Whether the script names the program that runs it.</summary>
    internal bool IsProgram => IsHeredoc && Script!.StartsWith("#!", StringComparison.Ordinal);

    /// <summary>Compares what is written.</summary>
    public bool Equals(Run? other) => ReferenceEquals(this, other) || other is not null && Script == other.Script && Arguments.Equals(other.Arguments)
        && Inputs.Equals(other.Inputs) && Mounts.Equals(other.Mounts) && Devices.Equals(other.Devices) && Network == other.Network
        && Security == other.Security && ContinuesOnError == other.ContinuesOnError;
    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Script, Arguments, Inputs, Mounts, Devices, Network, Security, ContinuesOnError);

    internal override string Keyword => "RUN";
    internal override IEnumerable<Stage> Uses => Mounts.Select(m => m.From?.AsStage).OfType<Stage>();
    internal override IEnumerable<Template?> Texts => Mounts.SelectMany(m => m.Texts);
    internal override IEnumerable<FrontendFeature> Features
    {
        get
        {
            foreach (var feature in base.Features) yield return feature;
            if (Mounts.Count > 0) yield return FrontendFeature.Mount;
            if (Mounts.Any(m => m is Mount.SecretMount { Env: not null })) yield return FrontendFeature.SecretEnv;
            if (Network != RunNetwork.Default) yield return FrontendFeature.Network;
            if (Security != RunSecurity.Sandbox) yield return FrontendFeature.Security;
            if (IsHeredoc || Inputs.Count > 0) yield return FrontendFeature.Heredoc;
            if (Devices.Count > 0) yield return FrontendFeature.Device;
        }
    }
}
