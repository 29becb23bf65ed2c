using System.ComponentModel;
using ArgusAI.Operations.Processes;
using CliWrap;
using Spectre.Console;

namespace ArgusAI.Operations.Engine;

/// <summary>A program that takes a while: shown with what it says last, in one line where the console can, and with its last lines when it fails.</summary>
/// <param name="Title">What it does, for people: <c>Downloading Docker Engine</c>.</param>
/// <param name="Program">A name looked up on PATH, or a full path.</param>
/// <param name="Arguments">Its arguments. Never a secret: other users can read them.</param>
public sealed record LongCommand(string Title, string Program, IReadOnlyList<string> Arguments)
{
    private const int KeptLines = 15;

    /// <summary>Variables set for the program; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The folder it runs in; the current one when null.</summary>
    public string? Folder { get; init; }

    /// <summary>What to do when it fails.</summary>
    public required string Fix { get; init; }

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="OperationException">It is not there, or it failed; the message holds its last lines.</exception>
    public async Task RunAsync(IAnsiConsole console, CancellationToken cancellation)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            console.Line($"{Title} …");
            string now = "";
            await TellAsync(console, RunAsync(line => now = line, cancellation), () => now);
            return;
        }

        await console.Status().StartAsync(Markup.Escape(Title), status =>
            RunAsync(line => status.Status = Markup.Escape($"{Title}  {line.Shorten(console.Profile.Width - Title.Length - 6)}"), cancellation));
    }

    // Where lines stay, as in a CI log.
    private static async Task TellAsync(IAnsiConsole console, Task running, Func<string> now)
    {
        var silence = new Silence();
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None)) != running)
        {
            if (silence.WantsALine()) console.Line(silence.Line(now()));
        }

        await running;
    }

    private async Task RunAsync(Action<string> progress, CancellationToken cancellation)
    {
        // Kept apart: much output would push the one line of the error stream out, which is the one to read.
        Queue<string> output = [], errors = [];
        PipeTarget Keep(Queue<string> last) => PipeTarget.ToDelegate(line =>
        {
            if (line.Trim().Length == 0) return;
            last.Enqueue(line);
            if (last.Count > KeptLines) last.Dequeue();
            progress(line.Trim());
        });

        using var forced = new GracePeriod(cancellation);
        CommandResult result;
        try
        {
            result = await Cli.Wrap(Program).WithArguments(Arguments).WithEnvironmentVariables(Environment)
                .WithWorkingDirectory(Folder ?? Directory.GetCurrentDirectory())
                .WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(Keep(output)).WithStandardErrorPipe(Keep(errors))
                .ExecuteAsync(forced.Token, cancellation);
        }
        catch (Win32Exception missing)
        {
            throw new OperationException($"{Title}: the program '{Program}' cannot be started ({missing.Message})", Fix, missing);
        }

        if (result.ExitCode != 0)
            throw new OperationException($"{Title} failed: {Path.GetFileName(Program)} ended with code {result.ExitCode}\n{string.Join('\n', output.Concat(errors))}", Fix);
    }
}
