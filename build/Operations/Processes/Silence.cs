using System.Globalization;

namespace ArgusAI.Operations.Processes;

/// <summary>Tells when something that takes long has printed nothing for too long: two seconds at first, ever longer the longer all takes.</summary>
/// <param name="time">The clock; the system's when null.</param>
internal sealed class Silence(TimeProvider? time = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly TimeProvider clock = time ?? TimeProvider.System;
    private readonly long started = (time ?? TimeProvider.System).GetTimestamp();
    private TimeSpan lastWords;

    /// <summary>Since it began.</summary>
    internal TimeSpan Elapsed => clock.GetElapsedTime(started);

    /// <summary>To be called when something was printed.</summary>
    internal void Break() => lastWords = Elapsed;

    /// <summary>Whether it is time for a line. If so, that line breaks it.</summary>
    internal bool WantsALine()
    {
        var pause = Elapsed - lastWords;
        // A line every two seconds for minutes helps nobody.
        if (pause < Patience || pause < Elapsed / 8) return false;
        Break();
        return true;
    }

    /// <summary>A line that says how long it takes so far, and what works now.</summary>
    internal string Line(string now) => string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds,7:0} s  … {now.Shorten(120)}");
}
