using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public class BuildProgressTests
{
    private readonly Clock clock = new();
    private readonly BuildProgress progress;

    public BuildProgressTests() => progress = new BuildProgress(clock);

    [Fact]
    public void A_build_that_prints_nothing_says_what_works_after_two_seconds_and_once()
    {
        progress.Take("#5 [backend build 1/2] RUN make");
        clock.Pass(1.9);
        Assert.Null(progress.Silent());
        clock.Pass(0.1);
        Assert.Equal("      2 s  … [backend build 1/2] RUN make", progress.Silent());
        Assert.Null(progress.Silent());
        clock.Pass(1.9);
        Assert.Null(progress.Silent());
    }

    [Fact]
    public void Before_the_first_step_there_is_nothing_to_say()
    {
        progress.Take("#0 building with \"default\" instance using docker driver");
        clock.Pass(60);
        Assert.Null(progress.Silent());
    }

    [Theory]
    [InlineData("[internal] load metadata for docker.io/library/debian:trixie-slim")]
    [InlineData("[context sdk] load from client")]
    public void What_comes_before_the_Dockerfiles_steps_is_told_where_it_takes_long(string step)
    {
        progress.Take($"#1 {step}");
        clock.Pass(2);
        Assert.Equal($"      2 s  … {step}", progress.Silent());
        Assert.Equal($"    2.5 s  {step}", progress.Take("#1 DONE 2.5s"));
        Assert.Equal(0, progress.Total);
    }

    [Theory]
    [InlineData("DONE 0.1s")]
    [InlineData("CACHED")]
    [InlineData("CANCELED")]
    [InlineData("ERROR: failed")]
    public void A_step_that_ended_is_not_said_to_work_while_another_does(string end)
    {
        progress.Take("#5 [backend build 1/2] RUN make");
        progress.Take("#6 [internal] load build context");
        Assert.Contains("build context", progress.Now, StringComparison.Ordinal);
        progress.Take($"#6 {end}");
        Assert.Equal("[backend build 1/2] RUN make", progress.Now);
        progress.Take("#5 DONE 3.0s");
        Assert.Equal("", progress.Now);
    }

    [Fact]
    public void The_last_line_of_the_step_is_part_of_it()
    {
        progress.Take("#5 [backend build 1/2] RUN make");
        progress.Take("#5 1.000 cc -o probe");
        clock.Pass(3);
        Assert.Equal("      3 s  … [backend build 1/2] RUN make  cc -o probe", progress.Silent());
    }

    [Fact]
    public void A_line_worth_printing_begins_the_silence_anew_and_any_other_does_not()
    {
        progress.Take("#5 [backend build 1/2] RUN make");
        clock.Pass(1.5);
        Assert.NotNull(progress.Take("#5 DONE 1.5s"));
        progress.Take("#6 [backend build 2/2] RUN make install");
        clock.Pass(1.9);
        Assert.Null(progress.Take("#6 0.100 installing"));
        Assert.Null(progress.Silent());
        clock.Pass(0.1);
        Assert.NotNull(progress.Silent());
    }

    [Fact]
    public void The_longer_a_build_takes_the_rarer_it_says_so()
    {
        progress.Take("#5 [backend build 1/2] RUN make");
        var told = new List<int>();
        for (int second = 1; second <= 600; second++)
        {
            clock.Pass(1);
            if (progress.Silent() is not null) told.Add(second);
        }

        var pauses = told.Zip(told.Skip(1), (before, after) => after - before).ToList();
        Assert.Equal(2, pauses[0]);
        Assert.Equal(pauses.Order(), pauses);
        Assert.InRange(pauses[^1], 60, 90);
    }

    [Fact]
    public void An_export_is_told_and_not_the_step_before_it()
    {
        progress.Take("#5 [backend build 1/2] RUN make");
        progress.Take("#7 [backend] exporting to image");
        progress.Take("#7 exporting layers");
        clock.Pass(5);
        Assert.Equal("      5 s  … [backend] exporting to image  exporting layers", progress.Silent());
    }

    [Fact]
    public void What_a_step_mounts_is_left_out()
    {
        progress.Take("#5 [build 1/2] RUN --mount=type=cache,id=apt,target=/var/cache/apt --network=none     make --jobs=2 --mount=x");
        Assert.Equal("[build 1/2] RUN make --jobs=2 --mount=x", progress.Now);
    }

    [Fact]
    public void Of_a_failed_step_only_its_own_words_are_told()
    {
        foreach (var line in (string[])["#5 [build 1/2] RUN make", "#5 0.1 cc -o probe", "#5 ...", "#6 [build 2/2] RUN ls", "#5 [build 1/2] RUN make", "#5 0.2 cc: not found", "#5 ERROR: exit code: 127"]) progress.Take(line);
        Assert.Equal("[build 1/2] RUN make\n  cc -o probe\n  cc: not found\nERROR: exit code: 127", progress.Failure());
    }

    private sealed class Clock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        internal void Pass(double seconds) => ticks += TimeSpan.FromSeconds(seconds).Ticks;
    }
}
