using System.Text.RegularExpressions;
using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Operations.Linting.Linters;

/// <summary>A script that a RUN of a Dockerfile hands to a shell.</summary>
/// <param name="File">The Dockerfile.</param>
/// <param name="Line">The Dockerfile's line at which the script's first line stands.</param>
/// <param name="Shell">The shell, as ShellCheck names it.</param>
/// <param name="Text">The script, line by line as it stands in the Dockerfile: columns are the same.</param>
/// <param name="Variables">What ARG and ENV have set.</param>
internal sealed record RunScript(LintedFile File, int Line, string Shell, string Text, IReadOnlyList<string> Variables);

/// <summary>Takes the scripts out of Dockerfiles.</summary>
internal static partial class RunScripts
{
    /// <summary>The scripts of a Dockerfile for shells that ShellCheck knows, in order.</summary>
    internal static IEnumerable<RunScript> Of(LintedFile file)
    {
        // With another escape character it is a Windows image, and its shell is PowerShell or cmd.
        if (DockerfileDocument.Read(file.Text).Model is not { Escape: '\\' } document) yield break;
        var lines = file.Text.ReplaceLineEndings("\n").Split('\n');
        var shells = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        string? shell = "sh", stage = null;
        var variables = new List<string>();
        foreach (var instruction in document.Instructions)
        {
            if (instruction.Name == "FROM")
            {
                shell = instruction.Words is [var image, ..] && shells.TryGetValue(image.Text, out var inherited) ? inherited : "sh";
                stage = instruction.As is null ? null : instruction.Words[2].Text;
            }
            else if (instruction.Name == "SHELL")
            {
                shell = instruction.Words is [var program, ..] ? Known(program.Text) : null;
            }
            else if (instruction.Name is "ARG" or "ENV")
            {
                variables.AddRange(instruction.Words.Select(w => w.Text.Split('=')[0]).Where(name => Name().IsMatch(name)));
            }
            else if (Script(file, instruction, lines, shell, variables) is { } script)
            {
                yield return script;
            }

            if (stage is not null) shells[stage] = shell;
        }
    }

    private static RunScript? Script(LintedFile file, WrittenInstruction instruction, string[] lines, string? shell, List<string> variables)
    {
        var run = instruction.Trigger ?? instruction;
        if (run.Name != "RUN" || run.IsList || run.Arguments.Length == 0) return null;
        if (run.Heredocs is [var only] && OnlyHeredoc().IsMatch(run.Arguments))
        {
            if (Interpreter().Match(only.Text) is { Success: true } named) shell = Known(named.Groups["program"].Value);
            return shell is null ? null : new(file, only.Position.Line, shell, only.Text, [.. variables]);
        }

        return shell is null ? null : new(file, instruction.Position.Line, shell, Raw(instruction, run, lines), [.. variables]);
    }

    /// <summary>The instruction's lines with blanks for keyword and flags. Inside a continued line the builder drops comments and blank
    /// lines, where a shell would end the command.</summary>
    private static string Raw(WrittenInstruction instruction, WrittenInstruction run, string[] lines)
    {
        var (from, to) = (run.ArgumentsPosition, Math.Min(instruction.EndLine, lines.Length));
        var body = run.Heredocs is [var first, ..] ? first.Position.Line : to + 1;
        var script = new List<string>();
        for (var number = instruction.Position.Line; number <= to; number++)
        {
            var line = lines[number - 1];
            script.Add(number < from.Line ? ""
                : number == from.Line ? new string(' ', from.Column - 1) + line[(from.Column - 1)..]
                : number < body && line.Trim() is "" or ['#', ..] ? "\\"
                : line);
        }

        return string.Join('\n', script);
    }

    private static string? Known(string program) => Path.GetFileName(program) switch
    {
        "sh" => "sh",
        "bash" => "bash",
        "ksh" => "ksh",
        "dash" or "ash" => "dash",
        _ => null,
    };

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Name();
    [GeneratedRegex(@"^<<-?\s*([""']?)[A-Za-z_][A-Za-z0-9_.-]*\1$")]
    private static partial Regex OnlyHeredoc();
    [GeneratedRegex(@"\A#!\s*(?:\S*/env\s+(?:-\S+\s+)*)?(?<program>\S+)")]
    private static partial Regex Interpreter();
}
