using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Spectre.Console;

namespace ArgusAI.Operations.Images;

/// <summary>The commit that images are built from: its time takes the place of the build's.</summary>
/// <param name="Time">Seconds since 1970, as <c>SOURCE_DATE_EPOCH</c> has it.</param>
/// <param name="Revision">Its hash; null where the tree is not what a commit holds.</param>
public sealed record SourceCommit(string Time, string? Revision)
{
    /// <summary>What builds read: BuildKit and everything that honours it.</summary>
    public const string Variable = "SOURCE_DATE_EPOCH";

    /// <summary>For the build.</summary>
    public IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?> { [Variable] = Time };

    /// <summary>Labels by the OCI's names.</summary>
    public IReadOnlyDictionary<string, string> Labels => Revision is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["org.opencontainers.image.revision"] = Revision };

    /// <summary>Reads it from git; a <c>SOURCE_DATE_EPOCH</c> of the caller takes precedence over the commit's time.</summary>
    /// <param name="workspace">The clone.</param>
    /// <param name="console">Told when the tree has changes.</param>
    /// <param name="apart">A folder whose files are no sources, wherever it lies: where images go to; null for none.</param>
    /// <param name="variable">Reads an environment variable; the process's own when null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationException">Git does not tell the commit, and no time was given.</exception>
    public static async Task<SourceCommit> ReadAsync(Workspace workspace, IAnsiConsole console, string? apart = null, Func<string, string?>? variable = null, CancellationToken cancellation = default)
    {
        var given = (variable ?? Environment.GetEnvironmentVariable)(Variable) is { Length: > 0 } epoch ? epoch : null;
        var (commit, problem) = await GitAsync(workspace, ["log", "-1", "--format=%ct %H"], cancellation);
        if (commit is null)
        {
            return given is not null ? new(given, null)
                : throw new OperationException($"the time of the sources is not known, since git does not tell the commit: {problem}", $"run it in a clone, or set that time, in seconds since 1970: {Variable}=$(date +%s) ./build.sh …");
        }

        bool changed = (await GitAsync(workspace, ["status", "--porcelain", .. Without(workspace, apart)], cancellation)).Output is not "";
        if (changed) console.Warn("The work tree has changes that are in no commit: the images will name no revision, and nobody can build them again.");
        var words = commit.Split(' ');
        return new(given ?? words[0], changed ? null : words[1]);
    }

    private static string[] Without(Workspace workspace, string? folder) =>
        folder is not null && Path.GetRelativePath(workspace.Root, folder) is var inside && inside != "." && !inside.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(inside)
            ? ["--", ".", $":(exclude,literal){inside.Replace('\\', '/')}"]
            : [];

    private static async Task<(string? Output, string Problem)> GitAsync(Workspace workspace, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        try
        {
            var result = await Cli.Wrap("git").WithArguments(arguments).WithWorkingDirectory(workspace.Root).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8, cancellation);
            return (result.ExitCode == 0 ? result.StandardOutput.Trim() : null, result.StandardError.Trim());
        }
        catch (Win32Exception missing)
        {
            return (null, missing.Message);
        }
    }
}
