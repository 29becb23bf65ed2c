using System.Collections;
using System.Text;
using ArgusAI.Containers;
using ArgusAI.Containers.DotEnv;
using ArgusAI.Contract;
using ArgusAI.Operations.Files;
using Spectre.Console;

namespace ArgusAI.Operations.EnvFiles;

/// <summary>What <see cref="EnvFile.Ensure"/> did.</summary>
/// <param name="Created">Whether there was no file before.</param>
/// <param name="Added">The names that were given a generated value.</param>
/// <param name="Problems">What is still wrong and only the user can decide.</param>
public sealed record EnvFileResult(bool Created, IReadOnlyList<string> Added, IReadOnlyList<ConfigurationProblem> Problems);

/// <summary>The user's <c>.env</c>: created with generated secrets, completed, checked; never rewritten.</summary>
public static class EnvFile
{
    /// <summary>The generated description of every variable, which a new file starts from.</summary>
    public const string Example = ".env.example";

    /// <summary>What a stack needs and nobody but this host can choose: the required ones, PostgreSQL's password for the day its profile is used (D25), and the keys of Web Push.</summary>
    public static IReadOnlyList<EnvironmentVariable> Generated { get; } =
        [.. BackendEnvironment.All.Where(v => v.Required), BackendEnvironment.PostgresPassword, .. Secrets.WebPush];

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The values as compose reads them; empty when there is no file.</summary>
    /// <exception cref="OperationException">A line has no valid form; the message names it.</exception>
    public static IReadOnlyDictionary<string, string> Read(Workspace workspace)
    {
        if (!File.Exists(workspace.EnvFile)) return new Dictionary<string, string>();
        try
        {
            return Parse(workspace.EnvFile).Resolve(Shell());
        }
        catch (ArgumentException missing)
        {
            throw new OperationException($"{workspace.EnvFile}: {missing.Message}", "set that variable, or write the value out in .env", missing);
        }
    }

    /// <summary>
    /// Creates the file from <c>.env.example</c> with generated secrets and mode 0600, or adds the missing ones to an
    /// existing file, every line of which stays as it is.
    /// </summary>
    /// <exception cref="OperationException">A line of an existing file has no valid form, or it cannot be written.</exception>
    public static EnvFileResult Ensure(Workspace workspace, IAnsiConsole console)
    {
        bool create = !File.Exists(workspace.EnvFile);
        var added = create ? Create(workspace) : Complete(workspace);
        if (create) console.Good($"created .env (mode 0600) with generated {string.Join(", ", added)}");
        else if (added.Count > 0) console.Good($"added to .env: {string.Join(", ", added)}; its other lines are unchanged");
        var problems = Check(workspace);
        foreach (var problem in problems) console.Warn($".env: {problem.Name} {problem.Problem}; {problem.Fix}");
        if (!create && added.Count == 0 && problems.Count == 0) console.Line(".env is complete");
        return new EnvFileResult(create, added, problems);
    }

    /// <summary><see cref="Ensure"/>, then insists that nothing is wrong: what <c>Up</c> begins with.</summary>
    /// <exception cref="OperationException">Some value would be refused by the backend or by compose.</exception>
    public static EnvFileResult Require(Workspace workspace, IAnsiConsole console)
    {
        var result = Ensure(workspace, console);
        return result.Problems.Count == 0 ? result : throw new OperationException(
            $".env has {result.Problems.Count} problem(s): {string.Join("; ", result.Problems.Select(p => $"{p.Name} {p.Problem}"))}",
            string.Join("; ", result.Problems.Select(p => $"{p.Name}: {p.Fix}").Distinct()));
    }

    /// <summary>
    /// What the backend, the frontend and compose would refuse. The caller's environment counts where compose prefers it
    /// to the file; the certificate paths' bare names do not (D34).
    /// </summary>
    /// <exception cref="OperationException">A line has no valid form.</exception>
    public static IReadOnlyList<ConfigurationProblem> Check(Workspace workspace, Func<string, string?>? environment = null)
    {
        var file = Read(workspace);
        environment ??= Environment.GetEnvironmentVariable;
        string? Value(string name) => (IsCertificatePath(name) ? null : environment(name)) ?? file.GetValueOrDefault(name);
        var variables = BackendEnvironment.All.Concat(FrontendEnvironment.All).Concat(HostEnvironment.All)
            .Where(v => v.FileName is null || string.IsNullOrWhiteSpace(Value(v.FileName)));
        return [.. EnvironmentRules.CheckAll(variables, Value).Select(p => IsCertificatePath(p.Name) || string.IsNullOrEmpty(environment(p.Name))
            ? p
            : p with { Problem = p.Problem + " (as set in this shell, which wins over .env)" })];
    }

    private static bool IsCertificatePath(string name) => name == BackendEnvironment.SslCertFile.Name || name == BackendEnvironment.SslKeyFile.Name;

    private static List<string> Create(Workspace workspace)
    {
        var example = workspace[Example];
        var file = File.Exists(example) ? Parse(example) : DotEnvFile.Empty;
        var secrets = Secrets.Generate(Generated);
        var missing = new List<EnvironmentVariable>();
        foreach (var variable in Generated)
        {
            // The example has a variable that need not be set as a comment.
            if (file.Lines.FirstOrDefault(l => l is Assignment a ? a.Name == variable.Name : l is CommentLine c && c.Text.StartsWith(variable.Name + "=", StringComparison.Ordinal)) is { } line)
                file = new DotEnvFile(file.Lines.Select(l => ReferenceEquals(l, line) ? new Assignment(variable.Name, secrets[variable.Name]) : l).ToItems());
            else missing.Add(variable);
        }

        var text = file.Write();
        AtomicFile.Write(workspace.EnvFile, text + Addition(text, missing, secrets), AtomicFile.OwnerOnly);
        return [.. Generated.Select(v => v.Name)];
    }

    private static List<string> Complete(Workspace workspace)
    {
        var values = Read(workspace);
        var missing = Generated.Where(v => Blank(values, v.Name) && (v.FileName is null || Blank(values, v.FileName))).ToList();
        // Nobody can make one key that fits another.
        if (missing.Intersect(Secrets.WebPush).Count() == 1) missing.RemoveAll(Secrets.WebPush.Contains);
        if (missing.Count == 0) return [];
        var bytes = File.ReadAllBytes(workspace.EnvFile);
        // The old bytes are kept as they are, whatever their encoding or line ends: only what is new is appended.
        AtomicFile.Write(workspace.EnvFile, [.. bytes, .. Utf8.GetBytes(Addition(Utf8.GetString(bytes), missing, Secrets.Generate(missing)))]);
        return [.. missing.Select(v => v.Name)];
    }

    private static bool Blank(IReadOnlyDictionary<string, string> values, string name) => string.IsNullOrWhiteSpace(values.GetValueOrDefault(name));

    private static string Addition(string before, List<EnvironmentVariable> variables, IReadOnlyDictionary<string, string> secrets)
    {
        if (variables.Count == 0) return "";
        var added = variables.Aggregate(DotEnvFile.Empty, (file, v) => file.Blank().Comment(v.Meaning).Set(v.Name, secrets[v.Name])).Write();
        if (before.Length == 0) return added.TrimStart('\n');
        var text = (before.EndsWith('\n') ? "" : "\n") + added;
        return before.Contains("\r\n", StringComparison.Ordinal) ? text.ReplaceLineEndings("\r\n") : text;
    }

    private static DotEnvFile Parse(string path)
    {
        try
        {
            return DotEnvFile.Parse(File.ReadAllText(path), path);
        }
        catch (SyntaxException malformed)
        {
            throw new OperationException(malformed.Message, "write NAME=value, quote what has blanks or #, and put # before a comment", malformed);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new OperationException($"'{path}' cannot be read: permission denied", $"run as its owner, or: sudo chown \"$(id -u)\" '{path}'", denied);
        }
    }

    private static Dictionary<string, string> Shell() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
}
