using System.Net.Http.Headers;
using System.Text.Json;

namespace ArgusAI.Backend.Descriptions.Providers;

/// <summary>Anthropic's <c>POST /v1/messages</c> (https://docs.anthropic.com/en/api/messages).</summary>
internal sealed class Anthropic : IVisionProvider
{
    /// <inheritdoc/>
    public string Name => "anthropic";

    /// <inheritdoc/>
    public string Server => "https://api.anthropic.com";

    /// <inheritdoc/>
    public string DefaultModel => "claude-haiku-4-5";

    /// <inheritdoc/>
    public string ModelsPath => "/v1/models";

    /// <inheritdoc/>
    public string Path(string model) => "/v1/messages";

    /// <inheritdoc/>
    public void Authorize(HttpRequestHeaders headers, string key)
    {
        headers.TryAddWithoutValidation("x-api-key", key);
        headers.Add("anthropic-version", "2023-06-01");
    }

    /// <inheritdoc/>
    public object Body(VisionQuestion question) => new
    {
        model = question.Model,
        max_tokens = VisionQuestion.MostTokens,
        messages = new[]
        {
            new
            {
                role = "user",
                content = (object[])
                [
                    .. question.Pictures.Select(p => new { type = "image", source = new { type = "base64", media_type = "image/jpeg", data = VisionQuestion.Base64(p) } }),
                    new { type = "text", text = question.Prompt },
                ],
            },
        },
    };

    /// <inheritdoc/>
    public VisionAnswer Read(JsonElement answer)
    {
        var usage = answer.At("usage");
        string text = string.Concat(answer.At("content").Items().Where(block => block.At("type").Text() == "text").Select(block => block.At("text").Text()));
        return new(text.Length > 0 ? text : null, usage.At("input_tokens").Count(), usage.At("output_tokens").Count());
    }
}
