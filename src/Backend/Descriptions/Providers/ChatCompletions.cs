using System.Net.Http.Headers;
using System.Text.Json;

namespace ArgusAI.Backend.Descriptions.Providers;

/// <summary>OpenAI's <c>POST /chat/completions</c> (https://platform.openai.com/docs/api-reference/chat), which xAI and most self-hosted servers speak too.</summary>
internal abstract class ChatCompletions : IVisionProvider
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Server { get; }

    /// <inheritdoc/>
    public abstract string DefaultModel { get; }

    /// <inheritdoc/>
    public string ModelsPath => "/models";

    /// <inheritdoc/>
    public string Path(string model) => "/chat/completions";

    /// <inheritdoc/>
    public void Authorize(HttpRequestHeaders headers, string key) => headers.TryAddWithoutValidation("Authorization", "Bearer " + key);

    /// <inheritdoc/>
    public object Body(VisionQuestion question) => new
    {
        model = question.Model,
        max_completion_tokens = VisionQuestion.MostTokens,
        response_format = new { type = "json_object" },
        messages = new[]
        {
            new
            {
                role = "user",
                content = (object[])
                [
                    new { type = "text", text = question.Prompt },
                    .. question.Pictures.Select(p => new { type = "image_url", image_url = new { url = "data:image/jpeg;base64," + VisionQuestion.Base64(p) } }),
                ],
            },
        },
    };

    /// <inheritdoc/>
    public VisionAnswer Read(JsonElement answer)
    {
        var usage = answer.At("usage");
        return new(answer.At("choices").First().At("message").At("content").Text(), usage.At("prompt_tokens").Count(), usage.At("completion_tokens").Count());
    }
}

/// <summary>OpenAI.</summary>
internal sealed class OpenAi : ChatCompletions
{
    /// <inheritdoc/>
    public override string Name => "openai";

    /// <inheritdoc/>
    public override string Server => "https://api.openai.com/v1";

    /// <inheritdoc/>
    public override string DefaultModel => "gpt-4.1-mini";
}

/// <summary>xAI (https://docs.x.ai/docs/api-reference).</summary>
internal sealed class XAi : ChatCompletions
{
    /// <inheritdoc/>
    public override string Name => "xai";

    /// <inheritdoc/>
    public override string Server => "https://api.x.ai/v1";

    /// <inheritdoc/>
    public override string DefaultModel => "grok-4.20-0309-non-reasoning";
}
