using System.Net.Http.Headers;
using System.Text.Json;

namespace ArgusAI.Backend.Descriptions.Providers;

/// <summary>What a provider is asked about an event.</summary>
/// <param name="Model">The model's name as the provider writes it.</param>
/// <param name="Prompt">What is wanted.</param>
/// <param name="Pictures">JPEG files, in the order of time.</param>
internal sealed record VisionQuestion(string Model, string Prompt, IReadOnlyList<byte[]> Pictures)
{
    /// <summary>A picture as JSON carries it.</summary>
    public static string Base64(byte[] picture) => Convert.ToBase64String(picture);

    /// <summary>Tokens an answer may have: a hundred words need few, a model that thinks first needs more.</summary>
    public const int MostTokens = 2000;
}

/// <summary>What came back.</summary>
/// <param name="Text">The model's words; null when it gave none.</param>
/// <param name="InputTokens">Tokens that were sent, as the provider counts; 0 when it does not say.</param>
/// <param name="OutputTokens">Tokens that came back.</param>
internal sealed record VisionAnswer(string? Text, int InputTokens, int OutputTokens);

/// <summary>How one AI provider is spoken to.</summary>
internal interface IVisionProvider
{
    /// <summary>Its name in the API, the database and the environment table.</summary>
    string Name { get; }

    /// <summary>Its server, unless another one is configured; without a slash at the end.</summary>
    string Server { get; }

    /// <summary>The model that is asked unless another one is set: it sees pictures, is cheap and answers soon.</summary>
    string DefaultModel { get; }

    /// <summary>The path of "list models", which costs nothing and needs a good key.</summary>
    string ModelsPath { get; }

    /// <summary>The path that a question goes to.</summary>
    string Path(string model);

    /// <summary>Adds the key, always as a header: an address may end in a log.</summary>
    void Authorize(HttpRequestHeaders headers, string key);

    /// <summary>The body of a question.</summary>
    object Body(VisionQuestion question);

    /// <summary>Reads an answer; what is missing in it is missing in the result.</summary>
    VisionAnswer Read(JsonElement answer);
}
