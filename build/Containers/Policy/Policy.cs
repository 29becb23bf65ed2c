namespace ArgusAI.Containers.Reviews;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Note,
    /// <summary>Worth mending.</summary>
    Warning,
    /// <summary>Must be mended or waived.</summary>
    Error,
}

/// <summary>A rule of good practice: the file is valid without it, but should not be so.</summary>
/// <param name="Id">Its name, such as <c>compose-privileged</c>; it never changes.</param>
/// <param name="Severity">How bad a breach is.</param>
/// <param name="Source">The rule it comes from, such as <c>hadolint DL3007</c> or <c>CIS Docker 5.4</c>.</param>
/// <param name="Explanation">Why it matters, in one sentence.</param>
/// <param name="Fix">What to do.</param>
public abstract record Policy(string Id, Severity Severity, string Source, string Explanation, string Fix)
{
    /// <summary>The breaches in a model; none when the policy is about another kind of file.</summary>
    internal abstract IEnumerable<Breach> Check(object model);
}

/// <summary>A policy about one kind of model.</summary>
sealed record Policy<T>(string Id, Severity Severity, string Source, string Explanation, string Fix, Func<T, IEnumerable<Breach>> Breaches)
    : Policy(Id, Severity, Source, Explanation, Fix)
{
    internal override IEnumerable<Breach> Check(object model) => model is T subject ? Breaches(subject) : [];
}

/// <summary>A breach before it has a file.</summary>
/// <param name="Place">Where in the model, such as <c>services.web.ports[0]</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Position">Where in the text, when the model itself knows.</param>
sealed record Breach(string Place, string Message, Position Position = default);

/// <summary>A breach of a policy.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="File">The file.</param>
/// <param name="Place">Where in the model, such as <c>services.web.ports[0]</c>.</param>
/// <param name="Position">Where in the text; 0:0 for a model that was made in code.</param>
/// <param name="Message">What is wrong.</param>
public sealed record Finding(Policy Policy, string File, string Place, Position Position, string Message)
{
    /// <summary>Compiler style: <c>file:line:column: severity id: message (fix)</c>.</summary>
    public override string ToString()
    {
        var where = Position.Line > 0 ? $"{File}:{Position}" : $"{File}: {Place}";
        var severity = Policy.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };
        return $"{where}: {severity} {Policy.Id}: {Message} ({Policy.Fix})";
    }
}

/// <summary>A finding that is accepted.</summary>
public sealed record Waiver
{
    /// <summary>The policy's id.</summary>
    public string Id { get; }
    /// <summary>The file.</summary>
    public string File { get; }
    /// <summary>The place in the model; what is below it is waived too.</summary>
    public string Place { get; }
    /// <summary>Why it is right here.</summary>
    public string Reason { get; }

    /// <exception cref="ArgumentException">There is no reason.</exception>
    public Waiver(string id, string file, string place, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw Expected.Form("waiver", $"{id} at {file} {place}", "a reason");
        (Id, File, Place, Reason) = (id, file, place, reason);
    }

    internal bool Covers(Finding finding) => Id == finding.Policy.Id && File == finding.File
        && (finding.Place == Place || finding.Place.StartsWith(Place + ".", StringComparison.Ordinal)
            || finding.Place.StartsWith(Place + "[", StringComparison.Ordinal) || finding.Place.StartsWith(Place + " ", StringComparison.Ordinal));
}
