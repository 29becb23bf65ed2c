using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ArgusAI.Containers.Compose;

/// <summary>What the engine does when a container stops.</summary>
public sealed record RestartPolicy : IParsable<RestartPolicy>
{
    /// <summary>As written.</summary>
    public Template Value { get; }

    RestartPolicy(Template value) => Value = value;

    /// <summary>It stays stopped.</summary>
    public static RestartPolicy No { get; } = new("no");
    /// <summary>It starts again, also after the engine's own restart.</summary>
    public static RestartPolicy Always { get; } = new("always");
    /// <summary>As always, unless someone stopped it.</summary>
    public static RestartPolicy UnlessStopped { get; } = new("unless-stopped");

    /// <summary>It starts again after an exit code other than 0.</summary>
    /// <param name="attempts">At most so often; null means for ever.</param>
    public static RestartPolicy OnFailure(int? attempts = null) =>
        new(attempts is null ? "on-failure" : string.Create(CultureInfo.InvariantCulture, $"on-failure:{attempts}"));

    /// <exception cref="ArgumentException">Any other word.</exception>
    public static RestartPolicy Parse(string s, IFormatProvider? provider = null)
    {
        var template = Template.Parse(s);
        return template.LiteralText is not { } text || text is "no" or "always" or "unless-stopped" or "on-failure"
            || text.StartsWith("on-failure:", StringComparison.Ordinal) && int.TryParse(text.AsSpan(11), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? new(template)
            : throw Expected.Form("restart policy", s, "no, always, unless-stopped or on-failure[:attempts]");
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out RestartPolicy result) =>
        Words.Try(s, Parse, out result);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>When Compose pulls or builds an image.</summary>
public sealed record PullPolicy : IParsable<PullPolicy>
{
    /// <summary>As written.</summary>
    public Template Value { get; }

    PullPolicy(Template value) => Value = value;

    /// <summary>At every start.</summary>
    public static PullPolicy Always { get; } = new("always");
    /// <summary>Not at all.</summary>
    public static PullPolicy Never { get; } = new("never");
    /// <summary>Where it is not on the machine.</summary>
    public static PullPolicy Missing { get; } = new("missing");
    /// <summary>Built at every start.</summary>
    public static PullPolicy Build { get; } = new("build");
    /// <summary>When the last pull is older than <see cref="Service.PullRefreshAfter"/>: Compose 2.34.</summary>
    public static PullPolicy Refresh { get; } = new("refresh");
    /// <summary>When the last pull is older: Compose 2.34.</summary>
    public static PullPolicy Every(Duration age) => new($"every_{age}");

    /// <exception cref="ArgumentException">Any other word.</exception>
    public static PullPolicy Parse(string s, IFormatProvider? provider = null)
    {
        var template = Template.Parse(s);
        return template.LiteralText is not { } text || text is "always" or "never" or "missing" or "if_not_present" or "build" or "daily" or "weekly" or "refresh"
            || text.StartsWith("every_", StringComparison.Ordinal) && text.Length > 6
            ? new(template.LiteralText == "if_not_present" ? "missing" : template)
            : throw Expected.Form("pull policy", s, "always, never, missing, build, daily, weekly, refresh or every_<duration>");
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PullPolicy result) =>
        Words.Try(s, Parse, out result);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

static class Words
{
    public static bool Try<T>(string? text, Func<string, IFormatProvider?, T> parse, [MaybeNullWhen(false)] out T result)
    {
        result = default;
        if (text is null) return false;
        try
        {
            result = parse(text, null);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
