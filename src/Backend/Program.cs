using ArgusAI.Backend;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Observability;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.SystemState;

// First of all: see ProcessEnvironment for why this must precede everything that could wake OpenSSL.
var environment = ProcessEnvironment.Take();
var logs = Logs.Create(LogLevel.Information);
Logs.CatchUnhandled(logs);
var options = StartOptions.Container;
bool isRunning = false, isDebug = false;
try
{
    if (StartOptions.TryParse(args, out options) is { } usage) throw new StartupException([usage]);
    var (settings, problems) = SettingsReader.Read(options, environment);
    if (settings is null) throw new StartupException(problems);
    isDebug = settings.LogLevel <= LogLevel.Debug;
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
    try
    {
        await app.StartAsync();
    }
    catch
    {
        // What did start is told that it stops, or its end counts as a failure of its own.
        await app.StopAsync();
        throw;
    }

    isRunning = true;
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (!isRunning)
{
    var (exitCode, problems) = StartFailure.Explain(e, options);
    // The list is a value of the line (problems: [{name, problem, fix}]), the sentence is for people.
    logs.CreateLogger("ArgusAI.Configuration").Log<KeyValuePair<string, object?>[]>(LogLevel.Critical, default,
        [new("problems", problems)], isDebug ? e : null,
        (_, _) => $"The service does not start: {string.Join("; ", problems.Select(p => $"{p.Name} {p.Problem}. Fix: {p.Fix}"))}");
    return exitCode;
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
