namespace ArgusAI.Containers;

/// <summary>The one wording of a refused value: it quotes the value and says the expected form.</summary>
static class Expected
{
    public static ArgumentException Form(string what, string? value, string form) =>
        new($"'{value}' is not a valid {what}: expected {form}");
}
