namespace ArgusAI.Containers;

/// <summary>A contradiction in a model: it must not be written.</summary>
/// <param name="Rule">The rule's name, such as <c>undefined-volume</c>.</param>
/// <param name="Path">Where in the model, such as <c>services.web.volumes[0]</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
/// <param name="Position">Where in the text, when the model itself knows; else found by the path.</param>
public sealed record RuleFinding(string Rule, string Path, string Message, Position Position = default)
{
    /// <summary>Path, message and rule.</summary>
    public override string ToString() => $"{Path}: {Message} [{Rule}]";
}
