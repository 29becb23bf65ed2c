using ArgusAI.Backend.Motion;

namespace ArgusAI.Backend.Tests;

/// <summary>Finding motion in frames that are drawn here.</summary>
public sealed class MotionTests : IDisposable
{
    private readonly Picture _picture = new();

    public static TheoryData<string> Algorithms => ["mog2", "knn", "frame_difference"];

    public void Dispose() => _picture.Dispose();

    /// <summary>A grey scene with a bright square, in pixels of the frame; a size of 0: none.</summary>
    private Picture Scene(int x, int y, int size)
    {
        var bytes = _picture.Bytes.Span;
        bytes[..(Picture.Width * Picture.Height)].Fill(90);
        bytes[(Picture.Width * Picture.Height)..].Fill(128);
        for (int row = y; row < y + size; row++) bytes.Slice(row * Picture.Width + x, size).Fill(230);
        return _picture;
    }

    private MotionDetector Settled(string sensitivity, string algorithm, IReadOnlyList<MotionZone>? zones = null)
    {
        var detector = new MotionDetector(sensitivity, algorithm, zones);
        for (int i = 0; i < 30; i++) Assert.Null(detector.Look(Scene(0, 0, 0)));
        return detector;
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_square_that_appears_is_motion_where_it_is(string algorithm)
    {
        using var detector = Settled("medium", algorithm);

        var motion = detector.Look(Scene(320, 180, 120));

        // 120² of 640×360 pixels are 6.25 %: more than twice the 2 % of the medium sensitivity.
        Assert.Equal(1, motion!.Value.Confidence);
        var box = motion.Value.Box;
        Assert.Equal((0.5, 0.5, 0.1875, 0.3333), (box.X, box.Y, box.Width, box.Height));
    }

    [Theory]
    [InlineData("low", 0.05, 104, 108)]
    [InlineData("medium", 0.02, 64, 68)]
    [InlineData("high", 0.005, 32, 36)]
    public void Each_sensitivity_has_its_share_and_its_confidence(string sensitivity, double threshold, int below, int above)
    {
        using var first = Settled(sensitivity, "mog2");
        Assert.Null(first.Look(Scene(100, 100, below)));
        using var second = Settled(sensitivity, "mog2");

        var motion = second.Look(Scene(100, 100, above));

        Assert.Equal(above * above / (640.0 * 360) / (2 * threshold), motion!.Value.Confidence, 0.001);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void What_moves_outside_the_zones_does_not_count(string algorithm)
    {
        MotionZone left = new("left", [[0, 0], [0.5, 0], [0.5, 1], [0, 1]]);
        using var detector = Settled("medium", algorithm, [left]);

        Assert.Null(detector.Look(Scene(400, 100, 120)));
        for (int i = 0; i < 3; i++) detector.Look(Scene(0, 0, 0));
        var motion = detector.Look(Scene(260, 100, 120));

        // Half of the square lies in the zone: 60×120 of 320×360 pixels are 6.25 %, and its box ends with the zone.
        Assert.Equal(0.5, motion!.Value.Box.X + motion.Value.Box.Width, 0.0001);
        Assert.Equal(0.0625, detector.Share, 0.0001);
    }

    [Fact]
    public void A_zone_thinner_than_a_pixel_has_those_it_touches()
    {
        MotionZone thin = new("wire", [[0.503, 0.1], [0.504, 0.1], [0.504, 0.9], [0.503, 0.9]]);
        using var detector = Settled("medium", "mog2", [thin]);

        Assert.NotNull(detector.Look(Scene(280, 100, 80)));
        Assert.Null(Settled("medium", "mog2", [thin]).Look(Scene(400, 100, 80)));
    }

    [Fact]
    public void Two_zones_that_overlap_count_as_what_they_cover()
    {
        MotionZone left = new(null, [[0, 0], [0.6, 0], [0.6, 1], [0, 1]]), right = new(null, [[0.4, 0], [1, 0], [1, 1], [0.4, 1]]);
        using var detector = Settled("medium", "mog2", [left, right]);

        Assert.NotNull(detector.Look(Scene(280, 100, 80)));
        Assert.Equal(80 * 80 / (640.0 * 360), detector.Share, 0.001);
    }

    [Fact]
    public void The_largest_of_two_regions_gives_the_box()
    {
        using var detector = Settled("medium", "mog2");
        var scene = Scene(40, 40, 60);
        for (int row = 200; row < 300; row++) scene.Bytes.Span.Slice(row * Picture.Width + 400, 100).Fill(230);

        Assert.Equal((400 / 640.0, 200 / 360.0), (detector.Look(scene)!.Value.Box.X, detector.Share > 0 ? 0.5556 : 0), (a, b) => Math.Abs(a.Item1 - b.Item1) < 0.001 && Math.Abs(a.Item2 - b.Item2) < 0.001);
    }

    [Fact]
    public void A_picture_of_another_size_is_a_new_scene_and_no_motion()
    {
        using var detector = Settled("high", "mog2");
        _picture.SetSource(480, 640);

        for (int i = 0; i < 4; i++) Assert.Null(detector.Look(Scene(200, 100, 100)));
    }

    [Theory]
    [InlineData(20_000, 10)]
    [InlineData(10, 20_000)]
    public void A_picture_that_is_hardly_more_than_a_line_can_be_looked_at(int width, int height)
    {
        _picture.SetSource(width, height);
        using var detector = Settled("high", "mog2");

        Assert.Equal(0, detector.Share);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void No_frame_allocates_anything_moving_or_not(string algorithm)
    {
        using var detector = Settled("high", algorithm, [new(null, [[0, 0], [0.9, 0], [0.9, 0.9], [0, 0.9]])]);
        for (int i = 0; i < 20; i++) detector.Look(Scene(i * 10, 100, 60));
        int moved = 0;

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++)
        {
            if (detector.Look(i % 40 < 20 ? Scene(0, 0, 0) : Scene(i % 40 * 10, 100, 60)) is not null) moved++;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(moved, 20, 199);
    }
}
