using ArgusAI.Backend.Cameras;
using ArgusAI.Backend.Events;
using ArgusAI.Backend.Motion;
using ArgusAI.Backend.Storage;
using OpenCvSharp;

namespace ArgusAI.Backend.Tests;

/// <summary>What an event keeps of the frames around it.</summary>
public sealed class CaptureTests : IDisposable
{
    private static readonly Motion.Motion Moving = new(0.8, new(0.1, 0.2, 0.3, 0.4));
    private static readonly DateTime Start = new(2026, 11, 25, 12, 0, 0, DateTimeKind.Utc);

    private readonly FramePool _pool = new(EventCapture.MostFrames + 1);
    private readonly List<CapturedEvent> _events = [];
    private readonly Camera _camera = new() { Name = "x", Type = "file", Source = "x", MotionSensitivity = "high", MotionCooldown = 30, EventFrames = 5 };
    private EventCapture? _capture;
    private int _returned, _announced;

    public void Dispose()
    {
        _capture?.Dispose();
        _pool.Dispose();
    }

    /// <summary>Shows a frame with stripes of a width: the narrower, the sharper. Its brightness tells which frame it is.</summary>
    private void Show(double second, Motion.Motion? motion = null, int stripes = 0, byte level = 90, double share = 0)
    {
        _capture ??= new(_camera, new(MotionJson.Schedule(_camera.MotionSchedule), TimeZoneInfo.Utc), p =>
        {
            _returned++;
            _pool.Return(p);
        }, _ => _announced++, _events.Add);
        var picture = _pool.Rent();
        picture.TakenAt = Start.AddSeconds(second);
        var bytes = picture.Bytes.Span;
        bytes[..(Picture.Width * Picture.Height)].Fill(level);
        bytes[(Picture.Width * Picture.Height)..].Fill(128);
        for (int i = 0; stripes > 0 && i < Picture.Width * Picture.Height; i++)
        {
            if (i % Picture.Width / stripes % 2 == 0) bytes[i] = 200;
        }

        _capture.Take(picture, motion, share);
    }

    private static double Level(byte[] jpeg)
    {
        using var picture = Cv2.ImDecode(jpeg, ImreadModes.Grayscale);
        return Cv2.Mean(picture).Val0;
    }

    [Fact]
    public void Motion_is_announced_at_once_and_the_event_follows_within_3_s_with_frames_before_and_after()
    {
        for (int i = 0; i < 50; i++) Show(i / 5.0, i >= 20 ? Moving : null, level: (byte)(50 + 3 * i), share: 0.1);

        Assert.Equal(1, _announced);
        var seen = Assert.Single(_events);
        Assert.Equal((Start.AddSeconds(4), 0.8, Moving.Box), (seen.At, seen.Confidence, seen.Box));
        Assert.Equal(5, seen.Frames.Count);
        // Frames 13 to 33: the ring reaches from 1.5 s before the motion, the event 2.6 s beyond it.
        Assert.True(Level(seen.Frames[0]) < Level(seen.Thumbnail), "no frame of before the motion");
        Assert.Equal(seen.Frames.Select(Level).Order(), seen.Frames.Select(Level));
        using var frame = Cv2.ImDecode(seen.Frames[0], ImreadModes.Color);
        using var thumbnail = Cv2.ImDecode(seen.Thumbnail, ImreadModes.Color);
        Assert.Equal((640, 360, 320, 180), (frame.Width, frame.Height, thumbnail.Width, thumbnail.Height));
    }

    [Fact]
    public void The_sharpest_frame_with_motion_is_the_thumbnail()
    {
        Show(0, Moving, stripes: 64, level: 20);
        Show(0.2, Moving, stripes: 4, level: 60);
        Show(0.4, null, stripes: 2, level: 120);
        Show(0.6, Moving, stripes: 32, level: 90);
        _capture!.Close();

        Assert.Equal((60 + 200) / 2.0, Level(Assert.Single(_events).Thumbnail), 3.0);
    }

    [Fact]
    public void Twenty_frames_are_kept_at_five_a_second()
    {
        _camera.EventFrames = 20;
        for (int i = 0; i < 40; i++) Show(i / 5.0, i >= 10 ? Moving : null, share: 0.1);

        Assert.Equal(20, Assert.Single(_events).Frames.Count);
    }

    [Fact]
    public void A_fast_camera_is_thinned_out_and_no_frame_is_lost_to_the_pool()
    {
        for (int i = 0; i < 30 * 40; i++) Show(i / 30.0, i % 30 == 0 ? Moving : null);
        _capture!.Close();

        // 40 s with a cool-down of 30 s.
        Assert.Equal(2, _events.Count);
        Assert.Equal(Start.AddSeconds(30), _events[1].At);
        Assert.InRange(_pool.Count, 2, EventCapture.MostFrames + 1);
        Assert.InRange(30 * 40 - _returned, 0, 8);
    }

    [Fact]
    public void Motion_outside_the_schedule_or_the_cool_down_makes_no_event()
    {
        _camera.MotionSchedule = """{"windows":[{"days":["wed"],"from":"12:01","to":"12:02"}]}""";
        for (int i = 0; i < 160; i++) Show(i, Moving);
        _capture!.Close();

        Assert.Equal([60, 90], _events.Select(e => (int)(e.At - Start).TotalSeconds));
    }

    [Fact]
    public void An_event_in_progress_is_handed_over_with_what_was_seen()
    {
        Show(0, Moving);

        _capture!.Close();
        _capture.Close();

        Assert.Single(Assert.Single(_events).Frames);
    }

    [Theory]
    [InlineData("uniform", 5, new[] { 0, 2, 4, 7, 9 })]
    [InlineData("uniform", 3, new[] { 0, 4, 9 })]
    [InlineData("uniform", 20, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData("motion", 3, new[] { 5, 6, 7 })]
    [InlineData("motion", 20, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    public void Frames_are_chosen_evenly_or_where_most_moves(string selection, int count, int[] expected) =>
        Assert.Equal(expected, FrameSelections.Choose(selection, [0, 0, 0, 0, 0, 0.3, 0.3, 0.3, 0, 0], count));

    [Fact]
    public void Whatever_moves_the_choice_is_ascending_and_complete()
    {
        var random = new Random(3);
        for (int run = 0; run < 500; run++)
        {
            double[] moving = [.. Enumerable.Range(0, random.Next(1, 26)).Select(_ => random.Next(3) == 0 ? random.NextDouble() : 0)];
            int count = random.Next(3, 21);
            foreach (string selection in new[] { "uniform", "motion" })
            {
                int[] chosen = FrameSelections.Choose(selection, moving, count);
                Assert.Equal(Math.Min(count, moving.Length), chosen.Length);
                Assert.Equal(chosen.Distinct().Order(), chosen);
                Assert.All(chosen, i => Assert.InRange(i, 0, moving.Length - 1));
            }
        }
    }
}
