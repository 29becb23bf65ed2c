using System.Collections.Concurrent;
using Spectre.Console;

namespace ArgusAI.Operations.Linting.Linters;

/// <summary>A linter to run.</summary>
/// <param name="Name">What to call it while it runs.</param>
/// <param name="Run">Runs it.</param>
internal sealed record ScheduledLinter(string Name, Func<CancellationToken, Task<LinterResult>> Run);

/// <summary>Runs linters beside each other, as many as the machine has cores.</summary>
internal static class LinterSchedule
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2), Between = TimeSpan.FromSeconds(10);

    /// <summary>Their results, in the order given; says what is still running after two seconds.</summary>
    internal static async Task<IReadOnlyList<LinterResult>> RunAsync(IReadOnlyList<ScheduledLinter> linters, IAnsiConsole console, CancellationToken cancellation)
    {
        using var gate = new SemaphoreSlim(Math.Max(1, Environment.ProcessorCount));
        var running = new ConcurrentDictionary<string, bool>();
        async Task<LinterResult> One(ScheduledLinter linter)
        {
            await gate.WaitAsync(cancellation);
            running[linter.Name] = true;
            try
            {
                return await linter.Run(cancellation);
            }
            finally
            {
                running.TryRemove(linter.Name, out _);
                gate.Release();
            }
        }

        var all = Task.WhenAll(linters.Select(One));
        var pause = Quiet;
        while (await Task.WhenAny(all, Task.Delay(pause, cancellation)) != all && !cancellation.IsCancellationRequested)
        {
            console.Line($"linting: {string.Join(", ", running.Keys.Order(StringComparer.Ordinal))} …");
            pause = Between;
        }

        return await all;
    }
}
