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
    /// <exception cref="OperationException">The folder is no git work tree, and no time was given.</exception>
    public static async Task<SourceCommit> ReadAsync(Workspace workspace, IAnsiConsole console, CancellationToken cancellation)
    {
        var given = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } epoch ? epoch : null;
        var commit = await GitAsync(workspace, ["log", "-1", "--format=%ct %H"], cancellation);
        if (commit is null)
        {
            return given is not null ? new(given, null)
                : throw new OperationException("this folder is no git work tree, so the time of its sources is not known", $"set {Variable} to it, in seconds since 1970: {Variable}=$(date +%s) ./build.sh …");
        }

        bool changed = await GitAsync(workspace, ["status", "--porcelain"], cancellation) is not "";
        if (changed) console.Warn("The work tree has changes that are in no commit: the images will name no revision, and nobody can build them again.");
        var words = commit.Split(' ');
        return new(given ?? words[0], changed ? null : words[1]);
    }

    private static async Task<string?> GitAsync(Workspace workspace, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        try
        {
            var result = await Cli.Wrap("git").WithArguments(arguments).WithWorkingDirectory(workspace.Root).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Encoding.UTF8, cancellation);
            return result.ExitCode == 0 ? result.StandardOutput.Trim() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
