using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;

namespace ArgusAI.Backend.Events;

/// <summary>Which events are meant, as a caller says it: in a query, or in the body of a deletion. What is left out does not restrict.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed partial record EventFilterQuery
{
    private const int MostCameras = 100, LongestText = 200, LongestObject = 50;

    /// <summary>Of one of these cameras; repeatable in a query.</summary>
    [FromQuery(Name = "camera_id")]
    public Guid[]? CameraId { get; init; }

    /// <summary>At this time or later (RFC 3339).</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Before this time (RFC 3339).</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>With this object in it, such as <c>person</c>.</summary>
    [FromQuery(Name = "object")]
    [JsonPropertyName("object")]
    public string? Seen { get; init; }

    /// <summary>With this text in the description or in the camera's name, in upper or lower case.</summary>
    [FromQuery(Name = "q")]
    public string? Q { get; init; }

    /// <summary>With a clip, or without one.</summary>
    [FromQuery(Name = "has_clip")]
    public bool? HasClip { get; init; }

    /// <summary>Checks it.</summary>
    /// <param name="errors">Gets what is wrong, by name.</param>
    internal EventFilter Read(Dictionary<string, string[]> errors)
    {
        if (CameraId is { Length: > MostCameras }) errors["camera_id"] = [$"at most {MostCameras} are taken."];
        var (from, to) = (Time("from", From, errors), Time("to", To, errors));
        if (from >= to) errors["to"] = ["must be after from."];
        string? wanted = string.IsNullOrWhiteSpace(Seen) ? null : Seen.Trim().ToLowerInvariant();
        if (wanted is not null && (wanted.Length > LongestObject || wanted.Contains(',', StringComparison.Ordinal) || !IsText(wanted)))
            errors["object"] = [$"must be one word of at most {LongestObject} characters."];
        string? text = string.IsNullOrWhiteSpace(Q) ? null : Q;
        if (text is not null && (text.Length > LongestText || !IsText(text))) errors["q"] = [$"must be at most {LongestText} characters of text."];
        return new([.. (CameraId ?? []).Distinct().Order()], from, to, wanted, text, HasClip);
    }

    private static DateTime? Time(string name, string? value, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrEmpty(value)) return null;
        if (Rfc3339().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time.UtcDateTime;
        errors[name] = ["must be a time of RFC 3339 such as 2026-01-31T18:00:00Z; in a URL, write + as %2B."];
        return null;
    }

    // PostgreSQL stores neither a NUL nor half a character, so it cannot be asked for one.
    private static bool IsText(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i])) return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }

        return true;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})\z")]
    private static partial Regex Rfc3339();
}
