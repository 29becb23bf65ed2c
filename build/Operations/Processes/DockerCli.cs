using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Buffered;

namespace ArgusAI.Operations.Processes;

/// <summary>
/// The <c>docker</c> command line. <c>DOCKER_HOST</c>, contexts and credentials of the caller are inherited; what an
/// installed engine needs on top (a path, a socket) stands in <see cref="Environment"/>.
/// </summary>
public sealed record DockerCli
{
    /// <summary>The program: a name looked up on PATH, or a full path.</summary>
    public string Executable { get; init; } = "docker";

    /// <summary>Variables set for every call; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The folder calls run in; the current one when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>A command to configure further. Its exit code is not checked.</summary>
    public Command Command(params IEnumerable<string> arguments) => Cli.Wrap(Executable)
        .WithArguments(arguments)
        .WithWorkingDirectory(WorkingDirectory ?? Directory.GetCurrentDirectory())
        .WithEnvironmentVariables(Environment)
        .WithValidation(CommandResultValidation.None);

    /// <summary>Runs and keeps the output, whatever the exit code. On cancellation the program is asked to stop, then killed after 10 s.</summary>
    /// <exception cref="OperationException">There is no docker program.</exception>
    public async Task<BufferedCommandResult> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation = default)
    {
        using var forced = new GracePeriod(cancellation);
        try
        {
            return await Command(arguments).ExecuteBufferedAsync(Encoding.UTF8, Encoding.UTF8, forced.Token, cancellation);
        }
        catch (Win32Exception missing)
        {
            throw Missing(missing);
        }
    }

    /// <summary>Runs, and returns what it printed; a failure becomes an error with its words.</summary>
    /// <exception cref="OperationException">It failed, or there is no docker program.</exception>
    public async Task<string> ReadAsync(IEnumerable<string> arguments, string fix, CancellationToken cancellation = default)
    {
        var list = arguments.ToList();
        var result = await RunAsync(list, cancellation);
        return result.ExitCode == 0
            ? result.StandardOutput
            : throw new OperationException($"`docker {string.Join(' ', list)}` failed with code {result.ExitCode}: {result.StandardError.Trim()}", fix);
    }

    /// <summary>Whether an engine answers.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellation = default)
    {
        try
        {
            return (await RunAsync(["version", "--format", "{{.Server.Version}}"], cancellation)).ExitCode == 0;
        }
        catch (OperationException)
        {
            return false;
        }
    }

    internal OperationException Missing(Win32Exception reason) =>
        new($"the program '{Executable}' cannot be started ({reason.Message})", "install Docker Engine 25 or newer, or run with --install-engine", reason);
}

/// <summary>A token that follows another one 10 s later: time for a program that was asked to stop, before it is killed.</summary>
internal sealed class GracePeriod : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource source = new();
    private readonly CancellationTokenRegistration registration;

    internal GracePeriod(CancellationToken graceful) => registration = graceful.Register(() => source.CancelAfter(Length));

    internal CancellationToken Token => source.Token;

    public void Dispose()
    {
        registration.Dispose();
        source.Dispose();
    }
}
