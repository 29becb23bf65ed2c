using System.Globalization;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Configuration;

/// <summary>
/// Where this process runs, from its command line: a container needs none of it, a test or a developer's machine does.
/// </summary>
/// <param name="Application">The folder that relative paths start from; its <c>data</c> folder is the data volume.</param>
/// <param name="Port">The HTTP port; 0 takes a free one.</param>
/// <param name="TlsPort">The HTTPS port; 0 takes a free one.</param>
/// <param name="PostgresSocketDirectory">Where PostgreSQL's socket is looked for (D22).</param>
/// <param name="PostgresWait">How long a PostgreSQL server that should be there is waited for.</param>
public sealed record StartOptions(string Application, int Port, int TlsPort, string PostgresSocketDirectory, TimeSpan PostgresWait)
{
    /// <summary>A container's.</summary>
    public static StartOptions Container { get; } = new(DataLayout.Application, Ports.Backend.Number, Ports.BackendTls.Number,
        DataLayout.PostgresSocketDirectory, TimeSpan.FromSeconds(60));

    /// <summary>The data folder, absolute.</summary>
    public string Data => Path.Combine(Application, Path.GetFileName(DataLayout.Root));

    /// <summary>PostgreSQL's socket file.</summary>
    public string PostgresSocket => Path.Combine(PostgresSocketDirectory, Path.GetFileName(DataLayout.PostgresSocket));

    /// <summary>A path of the configuration, made absolute.</summary>
    public string Resolve(string path) => Path.GetFullPath(path, Application);

    /// <summary>Reads <c>--app DIR --port N --tls-port N --postgres-socket DIR --postgres-wait SECONDS</c>.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="options">What it says, over <see cref="Container"/>.</param>
    /// <returns>What is wrong, or null.</returns>
    public static ConfigurationProblem? TryParse(string[] args, out StartOptions options)
    {
        options = Container;
        for (int i = 0; i < args.Length; i += 2)
        {
            string name = args[i], value = i + 1 < args.Length ? args[i + 1] : "";
            bool isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            var read = name switch
            {
                "--app" when value.Length > 0 => options with { Application = Path.GetFullPath(value) },
                "--port" when isNumber => options with { Port = number },
                "--tls-port" when isNumber => options with { TlsPort = number },
                "--postgres-socket" when value.Length > 0 => options with { PostgresSocketDirectory = Path.GetFullPath(value) },
                "--postgres-wait" when isNumber => options with { PostgresWait = TimeSpan.FromSeconds(number) },
                _ => null,
            };
            if (read is null)
                return new(name, "is no option of this program, or has no proper value", "use --app DIR, --port N, --tls-port N, --postgres-socket DIR or --postgres-wait SECONDS");
            options = read;
        }

        return null;
    }
}
