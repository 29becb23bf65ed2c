using System.Text.RegularExpressions;

namespace ArgusAI.Operations.Engine;

/// <summary>Versions as tools print them: <c>26.1.5+dfsg1</c>, <c>v2.26.1-4</c>, <c>github.com/docker/buildx v0.13.1 788433</c>.</summary>
public static partial class ToolVersion
{
    /// <summary>The first dotted number in a text, as major.minor.patch; a missing patch is 0. Null when there is none.</summary>
    public static Version? Find(string text) => Number().Match(text) is { Success: true } match
        ? new Version(Part(match, 1), Part(match, 2), match.Groups[3].Success ? Part(match, 3) : 0)
        : null;

    private static int Part(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, provider: null);

    [GeneratedRegex(@"(?<![\d.])(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?")]
    private static partial Regex Number();
}
