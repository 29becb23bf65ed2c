using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public class BaseImageSourceTests
{
    [Theory]
    [InlineData(BaseImageChoice.Auto, true, "unreachable", false, "already")]
    [InlineData(BaseImageChoice.Auto, false, null, false, "registries answer")]
    [InlineData(BaseImageChoice.Auto, false, "no such host", true, "no registry answers (no such host)")]
    [InlineData(BaseImageChoice.Registry, true, "unreachable", false, "already")]
    [InlineData(BaseImageChoice.Registry, false, null, false, "registries answer")]
    [InlineData(BaseImageChoice.Debian, true, null, true, "as asked")]
    [InlineData(BaseImageChoice.Debian, false, null, true, "as asked")]
    public async Task The_choice_says_why(BaseImageChoice choice, bool present, string? problem, bool standIns, string reason)
    {
        var source = await BaseImageSource.ChooseAsync(choice, present, () => Task.FromResult(problem));
        Assert.Equal(standIns, source.StandIns);
        Assert.Contains(reason, source.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_was_asked_for_and_does_not_answer_is_an_error()
    {
        var error = await Assert.ThrowsAsync<OperationException>(() => BaseImageSource.ChooseAsync(BaseImageChoice.Registry, present: false, () => Task.FromResult<string?>("no such host")));
        Assert.Contains("no such host", error.Message, StringComparison.Ordinal);
        Assert.Contains("--base-images debian", error.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BaseImageChoice.Debian, false)]
    [InlineData(BaseImageChoice.Auto, true)]
    public async Task No_registry_is_asked_when_the_answer_would_not_matter(BaseImageChoice choice, bool present) =>
        await BaseImageSource.ChooseAsync(choice, present, () => throw new InvalidOperationException("asked"));
}
