using System.ComponentModel;
using System.Diagnostics;
using Nuke.Common.Execution;

namespace Nuke.Common.Tooling;

/// <summary>Finds programs on <c>PATH</c> and runs them.</summary>
static class ToolPath
{
    /// <summary>The program, or null when no directory of <c>PATH</c> holds it.</summary>
    internal static Tool Find(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(x => endings.Select(y => Path.Combine(x, name + y))).FirstOrDefault(File.Exists);
        return path is null ? null : For(path);
    }

    internal static Tool For(string path) => (arguments, directory, variables, timeout, logOutput, logInvocation, logger, exitHandler)
        => Run(new(path, arguments.Text) { WorkingDirectory = directory ?? Directory.GetCurrentDirectory() },
            arguments.Shown, variables, timeout, logOutput ?? true, logInvocation ?? true, logger, exitHandler);

    static List<Output> Run(
        ProcessStartInfo start, string shown, IReadOnlyDictionary<string, string> variables, int? timeout,
        bool logOutput, bool logInvocation, Action<OutputType, string> logger, Action<IProcess> exitHandler)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        if (variables is not null)
        {
            start.Environment.Clear();
            foreach (var (name, value) in variables) start.Environment[name] = value;
        }

        if (logInvocation) Report.Line($"> {start.FileName} {shown}\n@ {start.WorkingDirectory}");
        logger ??= (type, line) => Report.Output(type == OutputType.Err, line);
        List<Output> output = [];
        void Receive(OutputType type, string line)
        {
            if (line is null) return;
            lock (output)
            {
                output.Add(default);
                if (logOutput) logger(type, line);
            }
        }

        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Receive(OutputType.Std, e.Data);
        process.ErrorDataReceived += (_, e) => Receive(OutputType.Err, e.Data);
        var name2 = Path.GetFileNameWithoutExtension(start.FileName);
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            throw new ProcessException($"Process '{name2}' could not be started: {exception.Message}");
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(timeout ?? -1))
        {
            process.Kill(entireProcessTree: true);
            throw new ProcessException($"Process '{name2}' did not end within {timeout} ms.");
        }

        process.WaitForExit(); // the output's end
        if (exitHandler is not null) exitHandler(new Ended());
        else if (process.ExitCode != 0) throw new ProcessException($"Process '{name2}' exited with code {process.ExitCode}.");
        return output;
    }

    sealed class Ended : IProcess;
}
