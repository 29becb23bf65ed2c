using ArgusAI.Backend.Cameras;
using ArgusAI.Backend.Events;
using ArgusAI.Backend.Motion;
using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Tests;

/// <summary>Between reading and analysis.</summary>
public sealed class FrameQueueTests
{
    private static FrameAnalysis Analysis(FramePool pool, AnalysisSlots slots, Action<CapturedEvent>? onEvent = null)
    {
        var camera = new Camera { Name = "x", Type = "file", Source = "x", MotionSensitivity = "high" };
        return new(new("high"), new(camera, new(new([]), TimeZoneInfo.Utc), pool.Return, _ => { }, onEvent ?? (_ => { })), slots);
    }

    [Fact]
    public async Task While_analysis_is_held_up_the_oldest_frames_are_dropped_and_reading_goes_on()
    {
        using var pool = new FramePool(5 + EventCapture.MostFrames);
        using var slots = new AnalysisSlots(1);
        using var analysis = Analysis(pool, slots);
        var dropped = new List<DateTime>();
        var queue = new FrameQueue(p =>
        {
            dropped.Add(p.TakenAt);
            pool.Return(p);
        });
        // Another camera has the only slot.
        await slots.EnterAsync();
        var running = Task.Run(() => analysis.RunAsync(queue));

        for (int i = 0; i < 100; i++)
        {
            var picture = pool.Rent();
            picture.TakenAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(i);
            queue.Add(picture);
        }

        // All but those that wait, and the one that analysis may hold already.
        Assert.InRange(dropped.Count, 96, 97);
        Assert.Equal(dropped.Order(), dropped);
        Assert.InRange(pool.Count, 3, 5);
        slots.Leave();
        queue.Complete();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_camera_that_floods_leaves_the_slot_to_another_after_each_frame()
    {
        using var slots = new AnalysisSlots(1);
        using FramePool floodPool = new(5 + EventCapture.MostFrames), quietPool = new(5 + EventCapture.MostFrames);
        using FrameAnalysis flooding = Analysis(floodPool, slots), quiet = Analysis(quietPool, slots);
        FrameQueue flood = new(floodPool.Return), calm = new(quietPool.Return);
        using var stop = new CancellationTokenSource();
        var floods = Task.Run(() => flooding.RunAsync(flood));
        var feeding = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested) flood.Add(floodPool.Rent());
            flood.Complete();
        });

        for (int i = 0; i < 3; i++) calm.Add(quietPool.Rent());
        calm.Complete();
        await quiet.RunAsync(calm).WaitAsync(TimeSpan.FromSeconds(30));

        await stop.CancelAsync();
        await feeding;
        await floods.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void There_is_always_a_slot()
    {
        using AnalysisSlots none = new(0), machine = new();
        Assert.Equal((1, Math.Max(1, Environment.ProcessorCount - 1)), (none.Count, machine.Count));
    }

    [Fact]
    public void A_wait_doubles_to_a_minute_and_starts_over()
    {
        var wait = new BackOff();
        foreach (double most in new double[] { 1, 2, 4, 8, 16, 32, 60, 60 }) Assert.InRange(wait.Next().TotalSeconds, most * 0.8, most);

        wait.Reset();
        Assert.InRange(wait.Next().TotalSeconds, 0.8, 1);
    }

    [Fact]
    public void More_frames_than_a_pool_has_are_a_fault_and_returned_ones_are_used_again()
    {
        using var pool = new FramePool(2);
        var first = pool.Rent();
        pool.Rent();

        Assert.Throws<InvalidOperationException>(pool.Rent);
        pool.Return(first);
        Assert.Same(first, pool.Rent());
    }
}
