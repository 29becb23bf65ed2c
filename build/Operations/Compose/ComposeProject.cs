using System.Globalization;
using ArgusAI.Contract;
using ArgusAI.Operations.EnvFiles;
using ArgusAI.Operations.Files;
using ArgusAI.Operations.Processes;
using CliWrap;

namespace ArgusAI.Operations.Compose;

/// <summary>Which compose project is meant: its files, profiles and settings. Renders the leading arguments of every <c>docker compose</c> call.</summary>
/// <param name="Workspace">Its root is the project directory.</param>
/// <param name="Docker">The command line that is driven.</param>
public sealed record ComposeProject(Workspace Workspace, DockerCli Docker)
{
    /// <summary>The base file.</summary>
    public const string BaseFile = "docker-compose.yml";

    /// <summary>Puts stand-ins in the place of outside images where no registry is reachable.</summary>
    public const string AirgapOverlay = "deploy/compose/airgap.yml";

    /// <summary>Adds a USB camera's device (D2).</summary>
    public const string UsbOverlay = "deploy/compose/usb.yml";

    /// <summary>The device <see cref="UsbOverlay"/> passes on.</summary>
    public const string VideoDevice = "/dev/video0";

    /// <summary>The project's name; null leaves it to the file.</summary>
    public string? Name { get; init; }

    /// <summary>The files, relative to the workspace, in merge order.</summary>
    public IReadOnlyList<string> Files { get; init; } = [BaseFile];

    /// <summary>The compose profiles.</summary>
    public IReadOnlyList<string> Profiles { get; init; } = [];

    /// <summary>A settings file in place of <c>.env</c>.</summary>
    public string? EnvFile { get; init; }

    /// <summary>Variables that win over the settings file.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The project of a clone.</summary>
    /// <param name="workspace">The clone.</param>
    /// <param name="docker">The command line.</param>
    /// <param name="profiles">Any of <see cref="Contract.Profiles"/>; <c>usb</c> stands for its overlay.</param>
    /// <param name="standIns">Whether outside images are replaced by the local ones (<see cref="AirgapOverlay"/>).</param>
    /// <exception cref="OperationException">There is no such profile.</exception>
    public static ComposeProject For(Workspace workspace, DockerCli docker, IReadOnlyList<string> profiles, bool standIns)
    {
        string[] known = [Contract.Profiles.Postgres, Contract.Profiles.Ssl, Contract.Profiles.Usb];
        if (profiles.FirstOrDefault(p => !known.Contains(p)) is { } unknown)
            throw new OperationException($"there is no profile '{unknown}'", $"use one or more of: {string.Join(", ", known)}");
        return new ComposeProject(workspace, docker)
        {
            Files = [BaseFile, .. standIns ? [AirgapOverlay] : Array.Empty<string>(), .. profiles.Contains(Contract.Profiles.Usb) ? [UsbOverlay] : Array.Empty<string>()],
            Profiles = [.. profiles.Where(p => p != Contract.Profiles.Usb).Distinct()],
        };
    }

    /// <summary>A <c>docker compose</c> call for this project.</summary>
    public Command Command(params IEnumerable<string> arguments) => Call().Command(Arguments(arguments));

    internal DockerCli Call() => Docker with
    {
        WorkingDirectory = Workspace.Root,
        Environment = Environment.Aggregate(new Dictionary<string, string?>(Docker.Environment), (all, v) =>
        {
            all[v.Key] = v.Value;
            return all;
        }),
    };

    internal IEnumerable<string> Arguments(params IEnumerable<string> arguments) =>
    [
        "compose", "--project-directory", Workspace.Root,
        .. Name is null ? [] : (string[])["--project-name", Name],
        .. EnvFile is null ? [] : (string[])["--env-file", EnvFile],
        .. Files.SelectMany(f => new[] { "--file", Workspace[f] }),
        .. Profiles.SelectMany(p => new[] { "--profile", p }),
        .. arguments,
    ];

    /// <summary>
    /// The same for calls that start nothing: every profile, and required variables that are missing get a filler, since
    /// compose refuses to read the file without them and a stack must always be possible to stop.
    /// </summary>
    internal ComposeProject ForReading()
    {
        var values = Settings();
        var filled = new Dictionary<string, string?>(Environment);
        foreach (var variable in BackendEnvironment.All.Where(v => v.Required && string.IsNullOrEmpty(values(v.Name)))) filled[variable.Name] = "unset";
        return this with { Profiles = ["*"], Environment = filled };
    }

    /// <summary>The same with what only this host can tell: the key's owner for nginx, the camera's group.</summary>
    /// <exception cref="OperationException">A profile lacks what it needs on this host.</exception>
    internal ComposeProject OnThisHost()
    {
        var added = new Dictionary<string, string?>(Environment);
        var values = Settings();
        void Add(EnvironmentVariable variable, uint? value)
        {
            if (value is { } number && string.IsNullOrEmpty(values(variable.Name))) added[variable.Name] = number.ToString(CultureInfo.InvariantCulture);
        }

        if (Profiles.Contains(Contract.Profiles.Ssl))
        {
            var report = Certificates.Certificates.Inspect(Workspace)
                ?? throw new OperationException("the profile ssl needs a certificate, and data/certs has none", "./build.sh Certs (a self-signed one), or copy your own cert.pem and key.pem there");
            if (report.Problem is { } problem) throw new OperationException(problem, report.Fix!);
            Add(HostEnvironment.CertsUid, report.KeyOwner);
        }

        if (Files.Contains(UsbOverlay))
        {
            if (!File.Exists(VideoDevice))
                throw new OperationException($"the profile usb needs the camera device {VideoDevice}, and this host has none", "plug the camera in (`ls /dev/video*` shows it), or leave the profile out");
            Add(HostEnvironment.VideoGid, PosixOwner.Of(VideoDevice)?.Group);
        }

        return this with { Environment = added };
    }

    /// <summary>Looks a variable up as compose does: explicit, then the caller's environment, then the settings file.</summary>
    internal Func<string, string?> Settings()
    {
        var file = EnvFiles.EnvFile.Read(EnvFile is null ? Workspace : Workspace with { EnvFile = EnvFile });
        return name => Environment.TryGetValue(name, out var own) ? own : System.Environment.GetEnvironmentVariable(name) ?? file.GetValueOrDefault(name);
    }
}
