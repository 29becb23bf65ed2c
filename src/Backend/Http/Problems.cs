using System.Data.Common;
using ArgusAI.Backend.Configuration;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace ArgusAI.Backend.Http;

/// <summary>Error answers: RFC 9457 problem details that always carry <c>detail</c>, and never more than the caller may know.</summary>
internal sealed class Problems(BackendSettings settings, IProblemDetailsService answers, ILogger<Problems> log) : IExceptionHandler
{
    /// <summary>An error answer with a sentence for people.</summary>
    public static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>404.</summary>
    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, $"There is no such {what}.");

    /// <summary>400, with what is wrong field by field.</summary>
    public static ValidationProblem Invalid(Dictionary<string, string[]> errors) =>
        TypedResults.ValidationProblem(errors, detail: string.Join(" ", errors.Select(e => $"{e.Key}: {string.Join(' ', e.Value)}")), title: "Bad Request");

    /// <summary>Fills in what an answer lacks.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Status ??= context.HttpContext.Response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        problem.Detail ??= problem.Status switch
        {
            StatusCodes.Status401Unauthorized => "Sign in first: POST /api/v1/auth/login.",
            StatusCodes.Status403Forbidden => "Your role does not allow this.",
            StatusCodes.Status404NotFound => $"There is nothing at {context.HttpContext.Request.Path}.",
            StatusCodes.Status405MethodNotAllowed => "This path does not take that method.",
            StatusCodes.Status415UnsupportedMediaType => "Send application/json.",
            _ => problem.Title,
        };
        // One id is enough, and this one is in the log.
        problem.Extensions.Remove("trace_id");
        problem.Extensions["request_id"] = context.HttpContext.TraceIdentifier;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested) return true;
        var problem = Known(exception) ?? new ProblemDetails
        {
            Status = StatusCodes.Status500InternalServerError, Detail = settings.Debug ? exception.ToString() : "Something went wrong here; the log tells more under this request id.",
        };
        if (problem.Status >= 500) log.LogError(exception, "Request failed");
        httpContext.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        return await answers.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }

    /// <summary>The answer to a failure that a caller, or who runs the service, can do something about; null for any other.</summary>
    internal static ProblemDetails? Known(Exception exception)
    {
        if (exception is BadHttpRequestException bad) return new() { Status = bad.StatusCode, Detail = Explain(bad) };
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            // While it commits it may go away too.
            if (e is DbException { IsTransient: true }) return new() { Status = StatusCodes.Status503ServiceUnavailable, Detail = "The database does not answer; whether anything was stored is not known. Try again in a moment." };
            if (StartFailure.IsOfFullVolume(e)) return new() { Status = StatusCodes.Status507InsufficientStorage, Detail = "Nothing was stored: the data volume is full. Free space on its disk, or enlarge it." };
        }

        return null;
    }

    private static string Explain(BadHttpRequestException bad) => bad.InnerException is System.Text.Json.JsonException json
        ? $"The body is not the JSON that is expected here{(json.Path is { } path ? $", at {path}" : "")}."
        : bad.Message;
}
