using System.Globalization;
using System.Text;
using ArgusAI.Contract;
using ArgusAI.Operations.EnvFiles;
using ArgusAI.Operations.Files;
using Spectre.Console;

namespace ArgusAI.Operations.Certificates;

/// <summary>The certificate and key in <c>data/certs</c> that nginx serves (D28, D33).</summary>
public static class Certificates
{
    /// <summary>Below this many days a certificate is worth a word.</summary>
    public const int SoonDays = 30;

    /// <summary>Looks at the pair; null when neither file is there.</summary>
    public static CertificateReport? Inspect(Workspace workspace, DateTimeOffset? now = null)
    {
        bool none = !File.Exists(Path.Combine(workspace.Certificates, DataLayout.CertificateFile))
            && !File.Exists(Path.Combine(workspace.Certificates, DataLayout.KeyFile));
        if (none) return null;
        var report = CertificatePair.Read(workspace.Certificates, now ?? DateTimeOffset.UtcNow);
        return report.Problem is null && WantedOwner(workspace) is { } wanted && report.KeyOwner is { } owner && owner != wanted
            ? report with
            {
                Problem = $"the key belongs to user {owner}, and .env says {HostEnvironment.CertsUid.Name}={wanted}: nginx could not read it",
                Fix = $"set {HostEnvironment.CertsUid.Name}={owner} in .env",
            }
            : report;
    }

    /// <summary>Creates a self-signed pair where there is none. What is there is never overwritten.</summary>
    /// <exception cref="OperationException">The pair that is there cannot work, or none can be written.</exception>
    public static CertificateReport Ensure(Workspace workspace, IAnsiConsole console)
    {
        bool create = Inspect(workspace) is null;
        if (create) Create(workspace);
        var report = Inspect(workspace)! with { Created = create };
        if (report.Problem is { } problem) throw new OperationException(problem, report.Fix!);

        string until = $"valid until {report.Expires:yyyy-MM-dd} ({report.DaysLeft} days)";
        if (create) console.Good($"created a self-signed certificate in data/certs for {string.Join(", ", report.Names)}, {until}");
        else if (report.DaysLeft < SoonDays) console.Warn($"the certificate in data/certs is {until}: renew it soon");
        else console.Line($"certificate in data/certs: {(report.SelfSigned ? "self-signed, " : "")}{until}");
        if (report.KeyOwner is { } owner and not DataLayout.UserId && WantedOwner(workspace) is null)
            console.Line($"the key belongs to user {owner}; for plain `docker compose` add {HostEnvironment.CertsUid.Name}={owner} to .env (./build.sh Up sets it by itself)");
        return report;
    }

    private static void Create(Workspace workspace)
    {
        var (certificate, key) = SelfSigned.Create(HostNames(), DateTimeOffset.UtcNow);
        using var preparedKey = AtomicFile.Prepare(Path.Combine(workspace.Certificates, DataLayout.KeyFile), Encoding.ASCII.GetBytes(key), AtomicFile.OwnerOnly);
        using var preparedCertificate = AtomicFile.Prepare(Path.Combine(workspace.Certificates, DataLayout.CertificateFile), Encoding.ASCII.GetBytes(certificate));
        if (PosixOwner.IsRoot)
        {
            // Not root: nginx runs as the key's owner, without the capability to read what belongs to others (D33).
            uint owner = WantedOwner(workspace) ?? DataLayout.UserId;
            preparedKey.Own(owner, owner);
            preparedCertificate.Own(owner, owner);
        }

        preparedKey.Commit();
        preparedCertificate.Commit();
    }

    private static uint? WantedOwner(Workspace workspace) =>
        EnvFile.Read(workspace).TryGetValue(HostEnvironment.CertsUid.Name, out var text)
        && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var user) ? user : null;

    private static IEnumerable<string> HostNames() => Uri.CheckHostName(Environment.MachineName) == UriHostNameType.Dns ? [Environment.MachineName] : [];
}
