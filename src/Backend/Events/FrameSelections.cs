namespace ArgusAI.Backend.Events;

/// <summary>How the frames that an event keeps are chosen.</summary>
internal static class FrameSelections
{
    /// <summary>Evenly over time.</summary>
    public const string Uniform = "uniform";

    /// <summary>Where most moves.</summary>
    public const string Motion = "motion";

    /// <summary>Chooses frames.</summary>
    /// <param name="selection">One of these.</param>
    /// <param name="moving">The moving share of each frame, 0–1, in the order of time.</param>
    /// <param name="count">How many; all when there are not more.</param>
    /// <returns>Their places, ascending, none twice.</returns>
    public static int[] Choose(string selection, IReadOnlyList<double> moving, int count)
    {
        int all = moving.Count;
        count = Math.Min(count, all);
        if (selection == Uniform) return [.. Enumerable.Range(0, count).Select(i => count == 1 ? 0 : (int)Math.Round((double)i * (all - 1) / (count - 1)))];

        // The sum of motion is cut into equal parts, and the frame in the middle of each is taken. A little is given to still
        // frames too, or a scene with motion in one frame would have no order.
        double least = Math.Max(moving.Max() / 100, 1e-9), total = moving.Sum(m => m + least), sum = 0;
        int[] chosen = new int[count];
        for (int part = 0, at = 0; part < count; part++)
        {
            double middle = (part + 0.5) / count * total;
            while (at < all - 1 && sum + moving[at] + least < middle) sum += moving[at++] + least;
            // No frame twice, and enough left for the parts that follow.
            chosen[part] = Math.Clamp(at, part == 0 ? 0 : chosen[part - 1] + 1, all - count + part);
        }

        return chosen;
    }
}
