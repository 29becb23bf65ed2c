using System.Text;
using ArgusAI.Operations.Tests;
using CliWrap;

namespace ArgusAI.Smoke.Fixture;

/// <summary>What a command printed and how it ended.</summary>
/// <param name="Command">The command line, for messages.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record Finished(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Both streams, for a message.</summary>
    public string All => $"{Output}{Error}".Trim();

    /// <summary>This result, or a failed test that shows what the command printed.</summary>
    public Finished Succeeded()
    {
        Assert.True(ExitCode == 0, $"`{Command}` ended with {ExitCode}:\n{All}");
        return this;
    }
}

/// <summary>Runs a program as a user would type it, in a folder and with an environment of its own.</summary>
/// <param name="Folder">The working directory.</param>
public sealed record Shell(string Folder)
{
    /// <summary>Set (or, where null, removed) on top of the caller's environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = CleanEnvironment;

    /// <summary>After which the command is killed and the test fails.</summary>
    public TimeSpan Limit { get; init; } = TimeLimits.Command;

    /// <summary>
    /// Removes what would leak from the caller's shell into compose's interpolation, so that only <c>.env</c> counts.
    /// <c>SSL_CERT_FILE</c> stays: the compose files must not read it (D34).
    /// </summary>
    public static IReadOnlyDictionary<string, string?> CleanEnvironment { get; } = BackendEnvironment.All
        .Concat(FrontendEnvironment.All).Concat(HostEnvironment.All).Select(v => v.Name)
        .Except([BackendEnvironment.SslCertFile.Name, BackendEnvironment.SslKeyFile.Name])
        // A build inside a test is a run of its own, not part of the one that this process belongs to.
        .Concat(["COMPOSE_FILE", "COMPOSE_PROFILES", "COMPOSE_PROJECT_NAME", "COMPOSE_ENV_FILES", TestOwner.Variable])
        .ToDictionary(name => name, _ => (string?)null);

    /// <summary>The same shell with one more variable.</summary>
    public Shell With(string name, string? value) =>
        this with { Environment = new Dictionary<string, string?>(Environment) { [name] = value } };

    /// <summary>Runs a program to its end, whatever its exit code.</summary>
    public async Task<Finished> Run(string program, params IReadOnlyList<string> arguments)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var line = $"{program} {string.Join(' ', arguments)}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var result = await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(Folder)
                .WithEnvironmentVariables(Environment).WithValidation(CommandResultValidation.None)
                .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output)).WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
                .ExecuteAsync(limit.Token);
            return new(line, result.ExitCode, output.ToString(), error.ToString());
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"`{line}` did not end within {Limit}:\n{output}{error}");
        }
    }

    /// <summary>Runs docker.</summary>
    public Task<Finished> Docker(params IReadOnlyList<string> arguments) => Run("docker", arguments);
}
