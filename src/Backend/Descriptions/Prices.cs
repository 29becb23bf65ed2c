namespace ArgusAI.Backend.Descriptions;

/// <summary>What models cost, as their providers' public price pages say. A model that is not listed counts as free: the provider's own bill is what holds.</summary>
internal static class Prices
{
    /// <summary>When the list was last compared with the providers' pages.</summary>
    public static readonly DateOnly AsOf = new(2026, 11, 25);

    // US dollars per million tokens: input, output.
    private static readonly Dictionary<string, (decimal Input, decimal Output)> PerMillion = new(StringComparer.Ordinal)
    {
        // https://developers.openai.com/api/docs/pricing
        ["gpt-4o"] = (2.50m, 10m),
        ["gpt-4o-mini"] = (0.15m, 0.60m),
        ["gpt-4.1"] = (2m, 8m),
        ["gpt-4.1-mini"] = (0.40m, 1.60m),
        ["gpt-4.1-nano"] = (0.10m, 0.40m),
        ["gpt-5-mini"] = (0.25m, 2m),
        ["gpt-5.4-mini"] = (0.75m, 4.50m),
        // https://docs.x.ai/docs/models
        ["grok-4.20-0309-non-reasoning"] = (1.25m, 2.50m),
        ["grok-4.20-0309-reasoning"] = (1.25m, 2.50m),
        ["grok-4.3"] = (1.25m, 2.50m),
        ["grok-4.5"] = (2m, 6m),
        ["grok-4.7"] = (2m, 6m),
        // https://platform.claude.com/docs/en/about-claude/pricing
        ["claude-haiku-4-5"] = (1m, 5m),
        ["claude-haiku-4-5-20251001"] = (1m, 5m),
        ["claude-sonnet-5"] = (2m, 10m),
        ["claude-opus-5"] = (5m, 25m),
        // https://ai.google.dev/gemini-api/docs/pricing
        ["gemini-3.5-flash-lite"] = (0.30m, 2.50m),
        ["gemini-3.5-flash"] = (1.50m, 9m),
    };

    /// <summary>Whether a model is listed.</summary>
    public static bool Knows(string model) => PerMillion.ContainsKey(model);

    /// <summary>What a call costs, in millionths of a US dollar: dollars per million tokens are millionths per token.</summary>
    public static long MicroUsd(string model, int inputTokens, int outputTokens) => PerMillion.TryGetValue(model, out var price)
        ? (long)Math.Ceiling(inputTokens * price.Input + outputTokens * price.Output) : 0;
}
