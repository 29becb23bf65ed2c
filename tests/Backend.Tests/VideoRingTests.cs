using ArgusAI.Backend.Cameras;

namespace ArgusAI.Backend.Tests;

/// <summary>Which of a camera's segments a clip is made of.</summary>
public sealed class VideoRingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("argusai-ring-").FullName;

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private void Write(string name, DateTime end)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, name);
        File.SetLastWriteTimeUtc(path, end);
    }

    [Fact]
    public async Task A_clip_takes_the_finished_segments_that_touch_its_time_in_the_order_they_were_written()
    {
        await using var ring = new VideoRing(_folder, seconds: 10);
        var end = DateTime.UtcNow;
        // The ring has come round: 003 is the oldest. Segments end 8, 6, 4 and 2 seconds ago; 002 is being written.
        foreach (var (name, ago) in new[] { ("003.ts", 8), ("000.ts", 6), ("001.ts", 4), ("004.ts", 2), ("002.ts", 0) }) Write(name, end.AddSeconds(-ago));

        var taken = new TaskCompletionSource<string[]>();
        ring.Take(end.AddSeconds(-5), end.AddSeconds(-3), paths => Tell(taken, paths));

        Assert.Equal(["001.ts", "004.ts"], await taken.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task When_the_video_ends_a_clip_that_waits_gets_what_there_is_and_the_folder_goes()
    {
        var taken = new TaskCompletionSource<string[]>();
        await using (var ring = new VideoRing(_folder, seconds: 10))
        {
            Write("000.ts", DateTime.UtcNow.AddSeconds(-2));
            Write("001.ts", DateTime.UtcNow);
            ring.Take(DateTime.UtcNow.AddSeconds(-10), DateTime.UtcNow.AddMinutes(10), paths => Tell(taken, paths));
        }

        Assert.Equal(["000.ts", "001.ts"], await taken.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public async Task Nothing_is_taken_when_nothing_was_recorded()
    {
        bool isTaken = false;
        await using (var ring = new VideoRing(_folder, seconds: 10))
        {
            ring.Take(DateTime.UtcNow.AddSeconds(-10), DateTime.UtcNow.AddMinutes(10), _ =>
            {
                isTaken = true;
                return Task.CompletedTask;
            });
        }

        Assert.False(isTaken);
    }

    [Fact]
    public async Task What_an_earlier_run_left_is_not_taken_for_this_one()
    {
        Write("000.ts", DateTime.UtcNow);
        await using var ring = new VideoRing(_folder, seconds: 10);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static Task Tell(TaskCompletionSource<string[]> taken, IReadOnlyList<string> paths)
    {
        Assert.All(paths, path => Assert.True(File.Exists(path)));
        taken.SetResult([.. paths.Select(p => Path.GetFileName(p)!)]);
        return Task.CompletedTask;
    }
}
