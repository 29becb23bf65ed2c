using System.Runtime.InteropServices;
using ArgusAI.Contract;
using ArgusAI.Operations.Compose;
using ArgusAI.Operations.EnvFiles;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Diagnosis;

/// <summary>What does not depend on the engine's version: disk, ports, settings, certificates, emulation.</summary>
internal static class HostCheck
{
    private const double Giga = 1024d * 1024 * 1024;
    private const double NeededGiga = 2;
    private const double ComfortableGiga = 10;
    private const string Emulators = "/proc/sys/fs/binfmt_misc";

    /// <summary>Free space where images and the cache live.</summary>
    internal static IEnumerable<Finding> Disk(Workspace workspace, string? dataRoot)
    {
        var places = new List<(string What, string Path)> { ("cache", workspace.Cache) };
        // The engine may run in a virtual machine: its folder then does not exist here.
        if (dataRoot is not null && Directory.Exists(dataRoot)) places.Insert(0, ("engine's data", dataRoot));
        foreach (var disk in places.GroupBy(p => Drive(p.Path)?.AvailableFreeSpace))
        {
            if (disk.Key is not { } free) continue;
            yield return Space(string.Join(" and ", disk.Select(p => $"{p.What} ({p.Path})")), free);
        }
    }

    /// <summary>Judges free bytes.</summary>
    internal static Finding Space(string where, long free)
    {
        var text = FormattableString.Invariant($"{free / Giga:0.0} GB free for the {where}");
        const string fix = "free some: docker system df shows what images take; ./build.sh Clean removes what this project built";
        return free < NeededGiga * Giga ? new Finding(Verdict.Failure, "disk", text + ", the images need 2 GB", fix)
            : free < ComfortableGiga * Giga ? new Finding(Verdict.Warning, "disk", text + "; building needs up to 10 GB", fix)
            : new Finding(Verdict.Ok, "disk", text);
    }

    /// <summary>The ports that the stack publishes, and who has them.</summary>
    internal static async Task<IReadOnlyList<Finding>> PortsAsync(Workspace workspace, DockerCli docker, string project, CancellationToken cancellation)
    {
        var settings = new ComposeProject(workspace, docker).Settings();
        var wanted = Ports.All.Where(p => p.HostPort is not null).Select(port => new PublishedPort(
            port.Service,
            port.Exposure == Exposure.Bound ? Value(settings, HostEnvironment.Bind) : "",
            int.TryParse(Value(settings, port.HostPort!), out int number) ? number : port.Number,
            port.Number)).ToList();
        IReadOnlyList<PortConflict> conflicts;
        try
        {
            conflicts = await PortConflicts.FindAsync(docker, wanted, project, cancellation);
        }
        catch (OperationException)
        {
            // No docker program: the host's own sockets still tell.
            conflicts = PortConflicts.Among(wanted, project, [], ListeningPorts.All());
        }

        return
        [
            .. wanted.Select(port => conflicts.FirstOrDefault(c => c.Port == port) is { } conflict
                ? new Finding(port.Service == Services.Nginx ? Verdict.Warning : Verdict.Failure, $"port {port.Host}", $"{port.Service}: taken by {conflict.Holder}{(port.Service == Services.Nginx ? $" (matters with --profile {Profiles.Ssl})" : "")}", conflict.Fix)
                : new Finding(Verdict.Ok, $"port {port.Host}", $"{port.Service}: free, or held by this stack")),
        ];
    }

    /// <summary>The settings file.</summary>
    internal static IEnumerable<Finding> Settings(Workspace workspace)
    {
        if (!File.Exists(workspace.EnvFile))
        {
            yield return new Finding(Verdict.Warning, ".env", "not there yet; ./build.sh Up creates it", "./build.sh Env");
            yield break;
        }

        IReadOnlyList<ConfigurationProblem> problems;
        string? malformed = null, fix = null;
        try
        {
            problems = EnvFile.Check(workspace);
        }
        catch (OperationException unreadable)
        {
            (problems, malformed, fix) = ([], unreadable.Message.Split('\n')[0], unreadable.Fix);
        }

        if (malformed is not null) yield return new Finding(Verdict.Failure, ".env", malformed, fix);
        foreach (var problem in problems) yield return new Finding(Verdict.Failure, ".env", $"{problem.Name} {problem.Problem}", problem.Fix);
        if (OthersCanRead(workspace.EnvFile)) yield return new Finding(Verdict.Warning, ".env", "other users of this machine can read its secrets", $"chmod 600 '{workspace.EnvFile}'");
        else if (malformed is null && problems.Count == 0) yield return new Finding(Verdict.Ok, ".env", "complete");
    }

    /// <summary>The certificate pair of the profile <c>ssl</c>.</summary>
    internal static Finding Certificate(Workspace workspace, DateTimeOffset now)
    {
        Certificates.CertificateReport? report;
        try
        {
            report = Certificates.Certificates.Inspect(workspace, now);
        }
        catch (OperationException malformed)
        {
            // The settings file, which names the key's owner, has a finding of its own.
            return new Finding(Verdict.Warning, "certificate", $"not judged: {malformed.Message.Split('\n')[0]}", malformed.Fix);
        }

        return report switch
        {
            null => new Finding(Verdict.Ok, "certificate", $"none in data/certs; only --profile {Profiles.Ssl} needs one (./build.sh Certs)"),
            { Problem: { } problem } => new Finding(Verdict.Warning, "certificate", $"{problem} (matters with --profile {Profiles.Ssl})", report.Fix),
            { DaysLeft: < Certificates.Certificates.SoonDays } => new Finding(Verdict.Warning, "certificate", $"ends in {report.DaysLeft} days ({report.Expires:yyyy-MM-dd})", "renew it where it was issued, or delete both files and run ./build.sh Certs"),
            _ => new Finding(Verdict.Ok, "certificate", $"{(report.SelfSigned ? "self-signed, " : "")}valid until {report.Expires:yyyy-MM-dd} ({report.DaysLeft} days)"),
        };
    }

    /// <summary>Whether images of the other architecture can run here.</summary>
    /// <param name="registrations">The kernel's list of interpreters.</param>
    internal static Finding Emulation(string registrations = Emulators)
    {
        bool arm = RuntimeInformation.OSArchitecture == Architecture.Arm64;
        var (foreign, interpreter) = arm ? ("amd64", "qemu-x86_64") : ("arm64", "qemu-aarch64");
        if (!OperatingSystem.IsLinux()) return new Finding(Verdict.Ok, "emulation", "Docker Desktop brings its own");
        var entry = Path.Combine(registrations, interpreter);
        return File.Exists(entry) && File.ReadLines(entry).FirstOrDefault() == "enabled"
            ? new Finding(Verdict.Ok, "emulation", $"{foreign} is registered with binfmt")
            : new Finding(Verdict.Warning, "emulation", $"{foreign} is not registered with binfmt: its images can be built, but not started here", "sudo apt-get install qemu-user-static binfmt-support");
    }

    private static bool OthersCanRead(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0;

    private static string Value(Func<string, string?> settings, EnvironmentVariable variable) =>
        settings(variable.Name) is { Length: > 0 } value ? value : variable.Default ?? "";

    private static DriveInfo? Drive(string path)
    {
        var folder = Path.GetFullPath(path);
        while (!Directory.Exists(folder)) folder = Path.GetDirectoryName(folder)!;
        try
        {
            return new DriveInfo(folder) is { IsReady: true } drive ? drive : null;
        }
        catch (ArgumentException)
        {
            // A network path on Windows has no drive to ask.
            return null;
        }
    }
}
