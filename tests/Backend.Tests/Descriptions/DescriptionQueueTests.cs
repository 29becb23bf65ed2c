using ArgusAI.Backend.Descriptions;

namespace ArgusAI.Backend.Tests.Descriptions;

public sealed class DescriptionQueueTests
{
    [Fact]
    public async Task The_oldest_gives_way_and_is_counted_and_what_someone_asked_for_comes_first()
    {
        int dropped = 0;
        using var queue = new DescriptionQueue(2, () => dropped++);
        Guid[] ids = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];

        foreach (var id in ids[..3]) queue.Offer(id);
        Assert.True(queue.TryAsk(ids[3]));
        Assert.True(queue.TryAsk(ids[3]));
        Assert.True(queue.TryAsk(ids[4]));
        Assert.False(queue.TryAsk(ids[5]));

        Assert.Equal(1, dropped);
        var taken = new List<Wanted>();
        for (int i = 0; i < 4; i++) taken.Add(await queue.TakeAsync(CancellationToken.None));
        Assert.Equal([new(ids[3], true), new(ids[4], true), new(ids[1], false), new(ids[2], false)], taken);
        using var now = new CancellationTokenSource();
        var next = queue.TakeAsync(now.Token);
        Assert.False(next.IsCompleted);
        await now.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }
}
