using System.Runtime.InteropServices;

namespace ArgusAI.Operations.Processes;

/// <summary>
/// Turns the first Ctrl-C or SIGTERM into cancellation, so that what was started can be taken down; a second one ends
/// the process at once, as the system does by itself.
/// </summary>
public sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations;

    /// <summary>Starts listening.</summary>
    public Interruption() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Whether a signal came.</summary>
    public bool Requested => source.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        registrations.ForEach(r => r.Dispose());
        source.Dispose();
    }

    private void Interrupt(PosixSignalContext context)
    {
        if (source.IsCancellationRequested) return;
        context.Cancel = true;
        source.Cancel();
    }
}

/// <summary>An operation was interrupted and has taken back what it had begun. The process ends with <see cref="ExitCode"/>.</summary>
public sealed class InterruptedException(string message) : OperationCanceledException(message)
{
    /// <summary>128 + SIGINT, as shells have it.</summary>
    public const int ExitCode = 130;
}
