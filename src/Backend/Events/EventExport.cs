using System.Globalization;
using System.Text.Json;
using ArgusAI.Backend.Http;
using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ArgusAI.Backend.Events;

/// <summary>All events that a filter finds, newest first, as one file: rows are sent while later ones are still read.</summary>
internal sealed class EventExport(ArgusDatabase database, IOptions<JsonOptions> json, ILogger<EventExport> log)
{
    // Small enough that the first bytes come at once, large enough that sending costs little.
    private const int RowsAtOnce = 100;

    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/events/export", AnswerAsync).WithTags("Events").RequireAuthorization()
            .WithSummary("Events as one CSV or JSON file")
            .Produces<IEnumerable<EventView>>(StatusCodes.Status200OK, "application/json", "text/csv").ProducesValidationProblem();
    }

    private static async Task<IResult> AnswerAsync([AsParameters] EventFilterQuery query, EventExport export, HttpContext http, string format = "csv")
    {
        var errors = new Dictionary<string, string[]>();
        var filter = query.Read(errors);
        if (format is not ("csv" or "json")) errors["format"] = ["must be csv or json."];
        if (errors.Count > 0) return Problems.Invalid(errors);
        await export.WriteAsync(filter, format == "csv", http.Response, http.RequestAborted);
        return Results.Empty;
    }

    private async Task WriteAsync(EventFilter filter, bool isCsv, HttpResponse response, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        // The first row is asked for before anything is answered: a database that is away is an error answer.
        var rows = (await filter.OfAsync(context, cancel)).OrderByDescending(e => e.Timestamp).ThenByDescending(e => e.Id)
            .Select(e => new { Event = e, CameraName = e.Camera!.Name }).AsAsyncEnumerable();
        await using var row = rows.GetAsyncEnumerator(cancel);
        bool hasRow = await row.MoveNextAsync();

        response.ContentType = isCsv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"argusai-events-{DateTime.UtcNow:yyyyMMdd-HHmmss}.{(isCsv ? "csv" : "json")}\"");
        response.Headers.CacheControl = "no-store";
        int count = 0;
        await using IEventRows writer = isCsv ? new CsvEventRows(response.Body) : new JsonEventRows(response.BodyWriter, json.Value.SerializerOptions);
        try
        {
            for (; hasRow; hasRow = await row.MoveNextAsync())
            {
                await writer.WriteAsync(row.Current.Event, row.Current.CameraName, cancel);
                if (++count % RowsAtOnce == 0) await writer.FlushAsync(cancel);
            }

            await writer.EndAsync(cancel);
            log.LogInformation("Exported {Count} events", count);
        }
        catch (OperationCanceledException)
        {
            log.LogInformation("An export was given up by its caller after {Count} events", count);
        }
    }
}
