using System.ComponentModel;
using System.Text;
using System.Text.Json;
using ArgusAI.Operations.Processes;
using CliWrap;
using CliWrap.Buffered;

namespace ArgusAI.Operations.Linting.Linters;

/// <summary>Runs a linter that is a program, and reads what it prints.</summary>
internal static class LinterProgram
{
    /// <summary>For the JSON that linters print.</summary>
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>What it printed; null when there is no such program.</summary>
    internal static async Task<BufferedCommandResult?> TryRunAsync(string program, IEnumerable<string> arguments, string folder, CancellationToken cancellation)
    {
        using var forced = new GracePeriod(cancellation);
        try
        {
            return await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(Encoding.UTF8, Encoding.UTF8, forced.Token, cancellation);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Reads a linter's JSON.</summary>
    /// <exception cref="OperationException">It printed something else.</exception>
    internal static T Read<T>(string linter, string json, string otherwise = "")
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json)!;
        }
        catch (JsonException)
        {
            var said = $"{json}\n{otherwise}".Trim();
            throw new OperationException($"{linter} did not print what it should:\n{(said.Length > 2000 ? said[..2000] : said)}", $"check that the {linter} of this machine works, or leave it out with --linters none");
        }
    }
}
