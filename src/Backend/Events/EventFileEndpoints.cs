using System.Globalization;
using System.Linq.Expressions;
using ArgusAI.Backend.Http;
using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace ArgusAI.Backend.Events;

/// <summary>The body of a signed URL's request.</summary>
/// <param name="What"><c>thumbnail</c>, <c>clip</c> or <c>frame</c>.</param>
/// <param name="Frame">Which frame, from 1; only with <c>frame</c>.</param>
/// <param name="Ttl">Seconds that it is good for, 1 to 86,400.</param>
public sealed record SignedUrlBody(string? What, int? Frame, int Ttl = 3600);

/// <summary>A URL that needs no sign-in.</summary>
/// <param name="Url">Path and query.</param>
/// <param name="ExpiresAt">Until when, UTC.</param>
public sealed record SignedUrl(string Url, DateTime ExpiresAt);

/// <summary>An event's pictures and clip: for whoever is signed in or has a URL that was signed for the file.</summary>
internal static class EventFileEndpoints
{
    private const string Jpeg = "image/jpeg", Mp4 = "video/mp4", Root = "/api/v1/events";

    private const int LongestTtl = 24 * 60 * 60;

    /// <summary>Adds them.</summary>
    public static void MapEventFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(Root + "/{id:guid}/signed-url", SignAsync).WithTags("Events").RequireAuthorization().WithSummary("A URL that opens one file of an event without a sign-in");
        var files = routes.MapGroup(Root).WithTags("Events").RequireAuthorization(IsAllowed)
            .WithDescription("Needs a sign-in, or exp and sig as POST /api/v1/events/{id}/signed-url gives them. Takes Range, If-None-Match and If-Range.");
        files.MapGet("/{id:guid}/thumbnail", ThumbnailAsync).WithSummary("An event's picture, 320×180").WithMetadata(Answers(Jpeg));
        files.MapGet("/{id:guid}/frames/{number:int}", FrameAsync).WithSummary("One of an event's frames, from 1").WithMetadata(Answers(Jpeg));
        files.MapGet("/{id:guid}/clip", ClipAsync).WithSummary("An event's clip").WithMetadata(Answers(Mp4));
    }

    private static object[] Answers(string type) =>
    [
        new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(void), [type]), new ProducesResponseTypeMetadata(StatusCodes.Status206PartialContent, typeof(void), [type]),
        new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified, typeof(void)), new ProducesResponseTypeMetadata(StatusCodes.Status416RangeNotSatisfiable, typeof(void)),
    ];

    private static void IsAllowed(AuthorizationPolicyBuilder policy) => policy.RequireAssertion(static asked => asked.User.Identity?.IsAuthenticated == true
        || (asked.Resource is HttpContext http && http.RequestServices.GetRequiredService<SignedUrls>().IsValid(http.Request)));

    private static async Task<IResult> ThumbnailAsync(Guid id, HttpResponse response, ArgusDatabase database, EventFiles files, CancellationToken cancel) =>
        await FindAsync(database, id, e => (DateTime?)e.Timestamp, cancel) is { } time ? Send(files.Find(files.Thumbnail(id, time)), Jpeg, response) : Problems.NotFound("event");

    private static async Task<IResult> FrameAsync(Guid id, int number, HttpResponse response, ArgusDatabase database, EventFiles files, CancellationToken cancel) =>
        await FindAsync(database, id, e => (int?)e.FrameCount, cancel) is { } count && number >= 1 && number <= count
            ? Send(files.Find(files.Frame(id, number)), Jpeg, response) : Problems.NotFound("frame");

    private static async Task<IResult> ClipAsync(Guid id, HttpResponse response, ArgusDatabase database, EventFiles files, CancellationToken cancel) =>
        await FindAsync(database, id, e => e.ClipSeconds, cancel) is not null ? Send(files.Find(files.Clip(id)), Mp4, response) : Problems.NotFound("clip");

    private static IResult Send(FileInfo? file, string type, HttpResponse response)
    {
        if (file is null) return Problems.NotFound("file");
        // What is under an id never changes; only the caller's own browser may keep it.
        response.Headers.CacheControl = "private, max-age=3600";
        var tag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{file.Length:x}-{file.LastWriteTimeUtc.Ticks:x}\""));
        return TypedResults.PhysicalFile(file.FullName, type, lastModified: file.LastWriteTimeUtc, entityTag: tag, enableRangeProcessing: true);
    }

    private static async Task<Results<Ok<SignedUrl>, ValidationProblem, ProblemHttpResult>> SignAsync(
        Guid id, SignedUrlBody body, ArgusDatabase database, SignedUrls urls, CancellationToken cancel)
    {
        var errors = new Dictionary<string, string[]>();
        if (body.What is not ("thumbnail" or "clip" or "frame")) errors["what"] = ["must be thumbnail, clip or frame."];
        else if (body.What == "frame" != body.Frame is not null) errors["frame"] = ["is needed with frame, and with nothing else."];
        if (body.Ttl is < 1 or > LongestTtl) errors["ttl"] = [$"must be from 1 to {LongestTtl} seconds."];
        if (errors.Count > 0) return Problems.Invalid(errors);
        if (await FindAsync(database, id, e => new { e.FrameCount, e.ClipSeconds }, cancel) is not { } found) return Problems.NotFound("event");
        if (body.What == "clip" && found.ClipSeconds is null) return Problems.NotFound("clip");
        if (body.Frame is { } number && (number < 1 || number > found.FrameCount)) return Problems.NotFound("frame");
        string file = body.What == "frame" ? string.Create(CultureInfo.InvariantCulture, $"frames/{body.Frame}") : body.What!;
        var (url, expires) = urls.Sign($"{Root}/{id}/{file}", TimeSpan.FromSeconds(body.Ttl));
        return TypedResults.Ok(new SignedUrl(url, expires));
    }

    private static async Task<T?> FindAsync<T>(ArgusDatabase database, Guid id, Expression<Func<MotionEvent, T>> what, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        return await context.Events.AsNoTracking().Where(e => e.Id == id).Select(what).SingleOrDefaultAsync(cancel);
    }
}
