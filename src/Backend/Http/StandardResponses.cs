using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace ArgusAI.Backend.Http;

/// <summary>
/// Says in the API's description what no endpoint can avoid: the problems that sign-in, roles, routing and the reading of a
/// request answer with, before any code of the endpoint runs.
/// </summary>
internal sealed class StandardResponses : IOpenApiOperationTransformer
{
    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.Responses ??= [];
        foreach (int status in Of(operation, context.Description.ActionDescriptor.EndpointMetadata))
        {
            string key = status.ToString(CultureInfo.InvariantCulture);
            if (operation.Responses.ContainsKey(key)) continue;
            context.Document!.AddComponent(nameof(ProblemDetails), await context.GetOrCreateSchemaAsync(typeof(ProblemDetails), null, cancellationToken));
            operation.Responses.Add(key, new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(status),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), context.Document) },
                },
            });
        }
    }

    private static IEnumerable<int> Of(OpenApiOperation operation, IList<object> metadata)
    {
        var authorization = metadata.OfType<IAuthorizeData>().ToList();
        if (authorization.Count > 0 && !metadata.OfType<IAllowAnonymous>().Any())
        {
            yield return StatusCodes.Status401Unauthorized;
            if (authorization.Any(a => a.Policy is not null)) yield return StatusCodes.Status403Forbidden;
        }

        if (operation.Parameters?.Any(p => p.In == ParameterLocation.Path) == true) yield return StatusCodes.Status404NotFound;
        if (operation.RequestBody is null && operation.Parameters is not { Count: > 0 }) yield break;
        yield return StatusCodes.Status400BadRequest;
        if (operation.RequestBody is null) yield break;
        yield return StatusCodes.Status413PayloadTooLarge;
        yield return StatusCodes.Status415UnsupportedMediaType;
    }
}
