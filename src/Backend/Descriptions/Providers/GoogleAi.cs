using System.Net.Http.Headers;
using System.Text.Json;

namespace ArgusAI.Backend.Descriptions.Providers;

/// <summary>Google's <c>POST /v1beta/models/{model}:generateContent</c> (https://ai.google.dev/api/generate-content).</summary>
internal sealed class GoogleAi : IVisionProvider
{
    /// <inheritdoc/>
    public string Name => "google_ai";

    /// <inheritdoc/>
    public string Server => "https://generativelanguage.googleapis.com";

    /// <inheritdoc/>
    public string DefaultModel => "gemini-3.5-flash-lite";

    /// <inheritdoc/>
    public string ModelsPath => "/v1beta/models";

    /// <inheritdoc/>
    public string Path(string model) => $"/v1beta/models/{Uri.EscapeDataString(model)}:generateContent";

    /// <inheritdoc/>
    public void Authorize(HttpRequestHeaders headers, string key) => headers.TryAddWithoutValidation("x-goog-api-key", key);

    /// <inheritdoc/>
    public object Body(VisionQuestion question) => new
    {
        contents = new[]
        {
            new
            {
                role = "user",
                parts = (object[])
                [
                    .. question.Pictures.Select(p => new { inline_data = new { mime_type = "image/jpeg", data = VisionQuestion.Base64(p) } }),
                    new { text = question.Prompt },
                ],
            },
        },
        generationConfig = new { maxOutputTokens = VisionQuestion.MostTokens, responseMimeType = "application/json" },
    };

    /// <inheritdoc/>
    public VisionAnswer Read(JsonElement answer)
    {
        var usage = answer.At("usageMetadata");
        // A thought is no part of the answer, though it is paid for as one.
        string text = string.Concat(answer.At("candidates").First().At("content").At("parts").Items()
            .Where(part => part.At("thought").ValueKind != JsonValueKind.True).Select(part => part.At("text").Text()));
        return new(text.Length > 0 ? text : null, usage.At("promptTokenCount").Count(),
            (int)Math.Min((long)usage.At("candidatesTokenCount").Count() + usage.At("thoughtsTokenCount").Count(), int.MaxValue));
    }
}
