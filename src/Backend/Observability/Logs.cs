namespace ArgusAI.Backend.Observability;

/// <summary>The one logger factory of the process: it exists before the host and outlives it, so that the first and the last line are JSON too.</summary>
internal static class Logs
{
    /// <summary>Creates it. Disposing it writes out what is still queued.</summary>
    public static ILoggerFactory Create(LogLevel least) => LoggerFactory.Create(builder =>
    {
        builder.SetMinimumLevel(least);
        // The framework's own chatter (one line and more a request, each SQL command) only when someone debugs.
        if (least > LogLevel.Debug)
        {
            builder.AddFilter("Microsoft", LogLevel.Warning);
            builder.AddFilter("System", LogLevel.Warning);
            builder.AddFilter("Microsoft.Hosting.Lifetime", least);
            // An exception that reaches the pipeline is logged by our own handler, once.
            builder.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        }

        builder.AddConsole(o => o.FormatterName = JsonLines.FormatterName).AddConsoleFormatter<JsonLines, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>(o => o.IncludeScopes = true);
    });

    /// <summary>
    /// An exception on a thread of its own ends the process: as a JSON line, not as the runtime's text on stderr.
    /// </summary>
    public static void CatchUnhandled(ILoggerFactory factory) => AppDomain.CurrentDomain.UnhandledException += (_, e) =>
    {
        factory.CreateLogger("ArgusAI").LogCritical(e.ExceptionObject as Exception, "Unhandled exception, stopping");
        factory.Dispose();
        Environment.Exit(1);
    };
}
