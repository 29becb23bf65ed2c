using System.Text.Json;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests.Descriptions;

/// <summary>Answers in the shape that each provider's public reference shows.</summary>
internal static class ProviderShapes
{
    public static readonly string[] Names = ["openai", "xai", "anthropic", "google_ai"];

    /// <summary>The tokens of every answer here.</summary>
    public const int Input = 1234, Output = 56;

    public const string Scene = """{"description": "A person walks past a parked car.", "objects": ["Person", "car"]}""";

    public static Reply Says(string provider, string text = Scene) => new(200, Shape(provider, JsonSerializer.Serialize(text)));

    /// <summary>A good answer in which no model says anything.</summary>
    public static Reply SaysNothing(string provider) => new(200, provider switch
    {
        "anthropic" => $$$"""{"id":"msg_013Zva2CMHLNnXjNJJKqJ2EF","type":"message","role":"assistant","model":"claude-haiku-4-5","content":[],"stop_reason":"refusal","usage":{"input_tokens":{{{Input}}},"output_tokens":0}}""",
        "google_ai" => $$$"""{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":{{{Input}}},"totalTokenCount":{{{Input}}}},"modelVersion":"gemini-3.5-flash-lite"}""",
        _ => $$$"""{"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion","created":1741569952,"model":"m","choices":[],"usage":{"prompt_tokens":{{{Input}}},"completion_tokens":0,"total_tokens":{{{Input}}}}}""",
    });

    private static string Shape(string provider, string text) => provider switch
    {
        "anthropic" => $$$"""
            {"id":"msg_013Zva2CMHLNnXjNJJKqJ2EF","type":"message","role":"assistant","model":"claude-haiku-4-5","content":[{"type":"text","text":{{{text}}}}],
             "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":{{{Input}}},"output_tokens":{{{Output}}}}}
            """,
        "google_ai" => $$$"""
            {"candidates":[{"content":{"parts":[{"text":"Let me see.","thought":true},{"text":{{{text}}}}],"role":"model"},"finishReason":"STOP","index":0}],
             "usageMetadata":{"promptTokenCount":{{{Input}}},"candidatesTokenCount":{{{Output - 6}}},"thoughtsTokenCount":6,"totalTokenCount":{{{Input + Output}}}},"modelVersion":"gemini-3.5-flash-lite"}
            """,
        _ => $$$"""
            {"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion","created":1741569952,"model":"m",
             "choices":[{"index":0,"message":{"role":"assistant","content":{{{text}}},"refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"stop"}],
             "usage":{"prompt_tokens":{{{Input}}},"completion_tokens":{{{Output}}},"total_tokens":{{{Input + Output}}},"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0}},"service_tier":"default"}
            """,
    };
}
