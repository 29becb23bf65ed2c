namespace ArgusAI.Operations.Certificates;

/// <summary>What is known about the pair in <c>data/certs</c>.</summary>
public sealed record CertificateReport
{
    /// <summary>Whether this run created it.</summary>
    public bool Created { get; init; }

    /// <summary>What makes the pair unusable; null when it is fine.</summary>
    public string? Problem { get; init; }

    /// <summary>How to mend <see cref="Problem"/>.</summary>
    public string? Fix { get; init; }

    /// <summary>When the certificate ends, UTC; null when it cannot be read.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whole days until <see cref="Expires"/>; negative once it is past.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>The names and addresses it is valid for.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether it was signed with its own key, so that browsers warn.</summary>
    public bool SelfSigned { get; init; }

    /// <summary>The user that owns the key, which nginx runs as (D33); null where the system has no numeric owners.</summary>
    public uint? KeyOwner { get; init; }
}
