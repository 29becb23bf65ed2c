namespace ArgusAI.Containers;

/// <summary>Cuts texts at a separator that does not count inside <c>${…}</c> and <c>[…]</c>.</summary>
static class Templates
{
    public static List<string> Split(string text, char separator)
    {
        var fields = new List<string>();
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '[') depth++;
            else if (text[i] is '}' or ']') depth--;
            else if (text[i] == separator && depth == 0)
            {
                fields.Add(text[start..i]);
                start = i + 1;
            }
        }
        fields.Add(text[start..]);
        return fields;
    }
}
