using System.Globalization;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ArgusAI.Backend.SystemState;

/// <summary>Everything that is stored, as one file, there and back.</summary>
internal static class BackupEndpoints
{
    /// <summary>Adds them.</summary>
    public static void MapBackups(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/system").WithTags("System").RequireAuthorization(Policies.Admin);
        group.MapGet("/backup", BackupAsync).WithSummary("Database and files as one archive")
            .WithDescription("A tar in gzip. Passwords of cameras and keys of providers stay encrypted with ENCRYPTION_KEY: keep that key too. Accounts' password hashes are in it: keep it safe.")
            .Produces<Stream>(StatusCodes.Status200OK, "application/gzip");
        // A backup is as large as it is. Through nginx 50 MB are the limit (D32); larger ones go straight to this port.
        group.MapPost("/restore", RestoreAsync).WithSummary("Put an archive in the place of everything that is stored").WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithDescription("The body is the archive. Larger than 50 MB: not through nginx but straight to port 8000, as in curl --data-binary @backup.tar.gz. Everyone has to sign in again.")
            .Accepts<Stream>("application/gzip", "application/octet-stream", "application/x-gzip").ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task BackupAsync(Backup backup, HttpContext http)
    {
        http.Response.ContentType = "application/gzip";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"argusai-backup-{DateTime.UtcNow:yyyyMMdd-HHmmss}.tar.gz\"");
        await backup.WriteAsync(http.Response.Body, http.RequestAborted);
    }

    private static async Task<Results<Ok<RestoreReport>, ProblemHttpResult>> RestoreAsync(Restore restore, HttpContext http)
    {
        try
        {
            return await restore.RunAsync(http.Request.Body, http.RequestAborted) is { } report
                ? TypedResults.Ok(report) : Problems.Of(StatusCodes.Status409Conflict, "Another restore is under way.");
        }
        catch (RestoreException e)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, $"{e.Message} Nothing was changed.");
        }
    }
}
