using System.Globalization;

namespace ArgusAI.Benchmarks.Samples;

/// <summary>What processes have taken so far, as the kernel counts it.</summary>
/// <param name="Seconds">Of one core; that of ended children is in it.</param>
/// <param name="Resident">Memory in MB, what is shared counted in each.</param>
/// <param name="Proportional">Memory in MB, what is shared divided among those that share it.</param>
/// <param name="Own">Memory in MB that it alone has written to: what others on the machine do leaves this as it is.</param>
readonly record struct Usage(double Seconds, double Resident, double Proportional, double Own)
{
    // USER_HZ: the unit of times in /proc, the same on every Linux that .NET runs on.
    const double Ticks = 100;

    public static Usage operator +(Usage one, Usage other) => new(one.Seconds + other.Seconds, one.Resident + other.Resident, one.Proportional + other.Proportional, one.Own + other.Own);

    /// <summary>A process alone.</summary>
    public static Usage Of(int process)
    {
        try
        {
            // After the name, which may hold anything: state, parent, and from the 12th on utime, stime, cutime, cstime.
            var fields = Fields(process);
            var memory = File.ReadLines($"/proc/{process}/smaps_rollup").Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w[0] is "Rss:" or "Pss:" or "Private_Dirty:")
                .ToDictionary(w => w[0], w => double.Parse(w[1], CultureInfo.InvariantCulture) / 1024);
            return new(fields[11..15].Sum(t => double.Parse(t, CultureInfo.InvariantCulture)) / Ticks, memory["Rss:"], memory["Pss:"], memory["Private_Dirty:"]);
        }
        catch (Exception e) when (e is IOException or KeyNotFoundException)
        {
            // It has just ended: its time is its parent's now.
            return default;
        }
    }

    /// <summary>The children of a process, together.</summary>
    public static Usage OfChildren(int process) => Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(n => char.IsAsciiDigit(n![0]))
        .Select(n => int.Parse(n!, CultureInfo.InvariantCulture)).Where(id => IsChild(id, process)).Select(Of).Aggregate(default(Usage), (sum, one) => sum + one);

    static bool IsChild(int id, int parent)
    {
        try
        {
            return Fields(id)[1] == parent.ToString(CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return false;
        }
    }

    static string[] Fields(int process) => File.ReadAllText($"/proc/{process}/stat") is var stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : [];
}
