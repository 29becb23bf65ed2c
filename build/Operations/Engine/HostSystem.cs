using System.Runtime.InteropServices;
using ArgusAI.Operations.Files;

namespace ArgusAI.Operations.Engine;

/// <summary>The operating system of this machine, as far as installing something depends on it.</summary>
/// <param name="Id">As in os-release: <c>debian</c>, <c>ubuntu</c>…; empty where there is none.</param>
/// <param name="Version">As in os-release: <c>12</c>, <c>24.04</c>.</param>
/// <param name="Codename">As in os-release: <c>bookworm</c>.</param>
/// <param name="Name">For people: <c>Debian GNU/Linux 12 (bookworm)</c>.</param>
public sealed record HostSystem(string Id, string Version, string Codename, string Name)
{
    /// <summary>Whether this process may install packages.</summary>
    public bool IsRoot { get; init; } = PosixOwner.IsRoot;

    /// <summary>Docker's name of the processor's architecture; another one only in tests.</summary>
    public string Architecture { get; init; } = RuntimeInformation.OSArchitecture == global::System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    /// <summary>The folder that stands for <c>/</c>; another one only in tests.</summary>
    public string Root { get; init; } = "/";

    /// <summary>Debian 12, whose own engine is too old and whose libraries still run the next release's binaries.</summary>
    public bool IsDebian12 => Id == "debian" && Version == "12";

    /// <summary>A release whose own packages hold a new enough engine.</summary>
    public bool PackagesEngine => Id == "debian" && Major >= 13 || Id == "ubuntu" && Major >= 24;

    private int Major => int.TryParse(Version.Split('.')[0], out int major) ? major : 0;

    /// <summary>Reads <c>/etc/os-release</c>; what is not there is empty.</summary>
    public static HostSystem Read(string root = "/")
    {
        var path = Path.Combine(root, "etc/os-release");
        var values = (File.Exists(path) ? File.ReadAllLines(path) : [])
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim().Trim('"', '\''), StringComparer.Ordinal);
        string Value(string key) => values.GetValueOrDefault(key, "");
        var name = Value("PRETTY_NAME");
        return new HostSystem(Value("ID"), Value("VERSION_ID"), Value("VERSION_CODENAME"), name.Length > 0 ? name : Environment.OSVersion.ToString()) { Root = root };
    }
}
