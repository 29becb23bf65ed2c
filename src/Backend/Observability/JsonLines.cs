using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ArgusAI.Contract;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ArgusAI.Backend.Observability;

/// <summary>
/// Writes a log entry as one JSON object on one line: <c>timestamp, level, message, logger, request_id</c>, then the
/// entry's named values in snake_case, then <c>exception</c>. The only form of line this process writes.
/// </summary>
internal sealed class JsonLines() : ConsoleFormatter(FormatterName)
{
    /// <summary>The name the console logger finds it by.</summary>
    public const string FormatterName = "argusai";

    /// <summary>The scope value that carries a request's id.</summary>
    public const string RequestId = "request_id";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // The host's own line about a failed start: it is thrown as well, and told once, for people (StartFailure).
        if (logEntry is { EventId.Name: "HostedServiceStartupFaulted", Category: "Microsoft.Extensions.Hosting.Internal.Host" }) return;
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", DateTime.UtcNow);
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            json.WriteString("logger", logEntry.Category);
            scopeProvider?.ForEachScope(static (scope, writer) =>
            {
                if (scope is KeyValuePair<string, string> { Key: RequestId } pair) writer.WriteString(RequestId, pair.Value);
            }, json);
            if (logEntry.State is IReadOnlyList<KeyValuePair<string, object?>> values) WriteValues(json, values);
            if (logEntry.Exception is { } exception) json.WriteString("exception", exception.ToString());
            json.WriteEndObject();
        }

        textWriter.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        // Always LF: a line ends the same way on every platform.
        textWriter.Write('\n');
    }

    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        foreach (var (name, value) in values)
        {
            string key = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
            // The template is an implementation detail, and the five fixed fields are never written twice.
            if (name == "{OriginalFormat}" || key is "timestamp" or "level" or "message" or "logger" or RequestId or "exception") continue;
            json.WritePropertyName(key);
            switch (value)
            {
                case null: json.WriteNullValue(); break;
                case bool flag: json.WriteBooleanValue(flag); break;
                case int number: json.WriteNumberValue(number); break;
                case long number: json.WriteNumberValue(number); break;
                case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
                case IReadOnlyList<ConfigurationProblem> problems: WriteProblems(json, problems); break;
                default: json.WriteStringValue(value.ToString()); break;
            }
        }
    }

    private static void WriteProblems(Utf8JsonWriter json, IReadOnlyList<ConfigurationProblem> problems)
    {
        json.WriteStartArray();
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("name", problem.Name);
            json.WriteString("problem", problem.Problem);
            json.WriteString("fix", problem.Fix);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARNING",
        LogLevel.Error => "ERROR",
        _ => "CRITICAL",
    };
}
