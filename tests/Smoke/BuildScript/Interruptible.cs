using System.Diagnostics;
using System.Globalization;
using System.Text;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.BuildScript;

/// <summary>A command in a process group of its own, as a terminal runs it, so that Ctrl-C can be typed.</summary>
public sealed class Interruptible : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _printed = new();

    /// <summary>Starts it.</summary>
    /// <param name="shell">Folder and environment.</param>
    /// <param name="command">The words.</param>
    public Interruptible(Shell shell, params IReadOnlyList<string> command)
    {
        // A shell starts what runs in its background with Ctrl-C ignored, and children inherit that: a terminal's do not.
        var start = new ProcessStartInfo("env") { WorkingDirectory = shell.Folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var word in (string[])["--default-signal=INT", "setsid", .. command]) start.ArgumentList.Add(word);
        foreach (var (name, value) in shell.Environment) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.StandardInput.Close();
        _process.OutputDataReceived += Note;
        _process.ErrorDataReceived += Note;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it printed so far.</summary>
    public string Printed
    {
        get { lock (_printed) return _printed.ToString(); }
    }

    /// <summary>Whether it ended by itself.</summary>
    public bool Ended => _process.HasExited;

    /// <summary>Types Ctrl-C and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> CtrlC() => Signal("INT");

    /// <summary>Sends a signal to the whole group, as a terminal does, and waits for the end.</summary>
    /// <param name="signal">INT, TERM or KILL.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> Signal(string signal)
    {
        // env and setsid replace themselves: the process is the leader of its session and group: its id is the group's.
        var group = string.Create(CultureInfo.InvariantCulture, $"-{_process.Id}");
        (await new Shell(Path.GetTempPath()).Run("kill", "-s", signal, "--", group)).Succeeded();
        using var limit = new CancellationTokenSource(TimeLimits.Command);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"still running {TimeLimits.Command} after SIG{signal}:\n{Printed}");
        }
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (_printed) _printed.AppendLine(line.Data);
    }
}
