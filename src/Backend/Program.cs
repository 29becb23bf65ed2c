using ArgusAI.Backend;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Observability;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.SystemState;
using ArgusAI.Contract;

// First of all: see ProcessEnvironment for why this must precede everything that could wake OpenSSL.
var environment = ProcessEnvironment.Take();
var logs = Logs.Create(LogLevel.Information);
Logs.CatchUnhandled(logs);
try
{
    if (StartOptions.TryParse(args, out var options) is { } usage) throw new StartupException([usage]);
    var (settings, problems) = SettingsReader.Read(options, environment);
    if (settings is null) throw new StartupException(problems);
    if (settings.LogLevel != LogLevel.Information)
    {
        logs.Dispose();
        logs = Logs.Create(settings.LogLevel);
    }

    Meters.Start();
    var parts = new NativeParts();
    var database = await new DatabaseStart(settings, logs.CreateLogger<DatabaseStart>()).RunAsync(CancellationToken.None);
    await new FirstAdmin(database, settings, logs.CreateLogger<FirstAdmin>()).EnsureAsync(CancellationToken.None);
    await using var app = BackendHost.Build(settings, database, parts, logs);
    await app.RunAsync();
    return 0;
}
catch (StartupException e)
{
    // The list is a value of the line (problems: [{name, problem, fix}]), the sentence is for people.
    logs.CreateLogger("ArgusAI.Configuration").Log<KeyValuePair<string, object?>[]>(LogLevel.Critical, default,
        [new("problems", e.Problems)], null, (_, _) => $"The service does not start: {e.Message}");
    return ExitCodes.Configuration;
}
catch (Exception e)
{
    logs.CreateLogger("ArgusAI").LogCritical(e, "The service stops because of an error: {Error}", e.Message);
    return 1;
}
finally
{
    logs.Dispose();
}
