using ArgusAI.Backend.Motion;

namespace ArgusAI.Backend.Tests;

/// <summary>When motion counts.</summary>
public sealed class ScheduleTests
{
    private static readonly string[] All = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private static bool IsOpen(string utc, string zone, params ScheduleWindow[] windows) =>
        new ScheduleClock(new(windows), TimeZoneInfo.FindSystemTimeZoneById(zone)).IsOpen(DateTime.Parse(utc, null, System.Globalization.DateTimeStyles.AdjustToUniversal));

    // 2026-11-25 is a Wednesday; Vienna is an hour before UTC in winter, two in summer.
    [Theory]
    [InlineData("2026-11-25T07:59:59Z", "UTC", "wed", "08:00", "17:00", false)]
    [InlineData("2026-11-25T08:00:00Z", "UTC", "wed", "08:00", "17:00", true)]
    [InlineData("2026-11-25T16:59:59Z", "UTC", "wed", "08:00", "17:00", true)]
    [InlineData("2026-11-25T17:00:00Z", "UTC", "wed", "08:00", "17:00", false)]
    [InlineData("2026-11-26T08:00:00Z", "UTC", "wed", "08:00", "17:00", false)]
    [InlineData("2026-11-25T07:00:00Z", "Europe/Vienna", "wed", "08:00", "17:00", true)]
    [InlineData("2026-11-25T16:00:00Z", "Europe/Vienna", "wed", "08:00", "17:00", false)]
    [InlineData("2026-07-01T06:00:00Z", "Europe/Vienna", "wed", "08:00", "17:00", true)]
    [InlineData("2026-11-25T22:00:00Z", "UTC", "wed", "22:00", "06:00", true)]
    [InlineData("2026-11-26T05:59:00Z", "UTC", "wed", "22:00", "06:00", true)]
    [InlineData("2026-11-26T06:00:00Z", "UTC", "wed", "22:00", "06:00", false)]
    [InlineData("2026-11-25T05:00:00Z", "UTC", "wed", "22:00", "06:00", false)]
    [InlineData("2026-11-29T23:00:00Z", "UTC", "sat", "22:00", "06:00", false)]
    [InlineData("2026-11-29T01:00:00Z", "UTC", "sat", "22:00", "06:00", true)]
    [InlineData("2026-11-30T01:00:00Z", "UTC", "sun", "22:00", "06:00", true)]
    [InlineData("2026-11-26T11:59:00Z", "UTC", "wed", "12:00", "12:00", true)]
    [InlineData("2026-11-26T12:00:00Z", "UTC", "wed", "12:00", "12:00", false)]
    public void A_window_opens_and_closes_on_the_cameras_clock(string utc, string zone, string day, string from, string to, bool isOpen) =>
        Assert.Equal(isOpen, IsOpen(utc, zone, new ScheduleWindow([day], from, to)));

    [Fact]
    public void Without_a_window_motion_always_counts() => Assert.True(IsOpen("2026-11-25T03:00:00Z", "UTC"));

    [Theory]
    // The hour from 02:00 comes twice on 25 October and never on 29 March.
    [InlineData("2026-10-25T00:15:00Z", "02:00", "02:30", true)]
    [InlineData("2026-10-25T01:15:00Z", "02:00", "02:30", true)]
    [InlineData("2026-10-25T00:45:00Z", "02:00", "02:30", false)]
    [InlineData("2026-03-29T00:59:59Z", "02:00", "03:00", false)]
    [InlineData("2026-03-29T01:00:00Z", "02:00", "03:00", false)]
    [InlineData("2026-03-29T01:00:00Z", "01:30", "03:30", true)]
    public void A_change_of_clocks_is_what_a_clock_on_the_wall_shows(string utc, string from, string to, bool isOpen) =>
        Assert.Equal(isOpen, IsOpen(utc, "Europe/Vienna", new ScheduleWindow(["sun"], from, to)));

    [Theory]
    [InlineData("Europe/Vienna")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("UTC")]
    public void A_window_and_the_rest_of_the_day_never_overlap_and_leave_no_gap(string zone)
    {
        var random = new Random(7);
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        for (int run = 0; run < 40; run++)
        {
            int a = random.Next(24 * 60), b = random.Next(24 * 60);
            if (a == b) continue;
            var inside = new ScheduleClock(new([new(All, Text(a), Text(b))]), info);
            var outside = new ScheduleClock(new([new(All, Text(b), Text(a))]), info);
            var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(365 * 24 * 60));
            for (var at = start; at < start.AddDays(9); at = at.AddMinutes(7)) Assert.NotEqual(inside.IsOpen(at), outside.IsOpen(at));
        }
    }

    private static string Text(int minutes) => $"{minutes / 60:00}:{minutes % 60:00}";
}
