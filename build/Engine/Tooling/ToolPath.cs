using System.Diagnostics;

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

    internal static Tool For(string path) => (arguments, directory, variables, timeout, logOutput, logInvocation, logger, exitHandler) =>
    {
        var start = new ProcessStartInfo(path, arguments.Text)
        {
            WorkingDirectory = directory ?? Directory.GetCurrentDirectory(), RedirectStandardOutput = true, RedirectStandardError = true,
        };
        if (variables is not null) start.Environment.Clear(); // NUKE: the given ones are all there are
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) start.Environment[name] = value;
        if (logInvocation ?? true) Report.Line($"> {path} {arguments.Shown}\n@ {start.WorkingDirectory}");
        logger ??= (type, line) => (type == OutputType.Err ? Report.Error : (Action<string>)Report.Line)(line);
        return Run(start, timeout ?? -1, (logOutput ?? true) ? logger : (_, _) => { }, exitHandler);
    };

    static List<Output> Run(ProcessStartInfo start, int timeout, Action<OutputType, string> logger, Action<IProcess> exitHandler)
    {
        List<Output> output = [];
        void Receive(OutputType type, string line)
        {
            if (line is null) return;
            lock (output)
            {
                output.Add(default);
                logger(type, line);
            }
        }

        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Receive(OutputType.Std, e.Data);
        process.ErrorDataReceived += (_, e) => Receive(OutputType.Err, e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var name = Path.GetFileNameWithoutExtension(start.FileName);
        if (!process.WaitForExit(timeout))
        {
            process.Kill(entireProcessTree: true);
            throw new ProcessException($"Process '{name}' did not end within {timeout} ms.");
        }

        process.WaitForExit(); // the end of its output
        if (exitHandler is not null) exitHandler(new Ended());
        else if (process.ExitCode != 0) throw new ProcessException($"Process '{name}' exited with code {process.ExitCode}.");
        return output;
    }

    sealed class Ended : IProcess;
}
