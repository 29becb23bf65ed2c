using ArgusAI.Containers.Pins;
using ArgusAI.Containers;
using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public sealed class RegistriesTests : IDisposable
{
    private static readonly ImagePin Debian = Pin("debian"), Node = Pin("node");

    private readonly Sandbox sandbox = new();
    private readonly List<string> asked = [];
    private DateTime now = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task One_image_that_cannot_be_had_is_the_answer()
    {
        Assert.Null(await Ask([Debian, Node]));
        now += TimeSpan.FromHours(1);
        Assert.Equal("node: no such host", await Ask([Debian, Node], down: "node"));
    }

    [Fact]
    public async Task Answers_are_kept_for_some_minutes_and_only_new_questions_are_asked()
    {
        await Ask([Debian], down: "debian");
        now += TimeSpan.FromMinutes(9);
        Assert.Equal("debian: no such host", await Ask([Debian, Node]));
        Assert.Equal(["debian", "node"], asked);
        now += TimeSpan.FromMinutes(2);
        Assert.Null(await Ask([Debian, Node]));
        Assert.Equal(["debian", "node", "debian"], asked);
    }

    [Fact]
    public async Task A_damaged_file_of_answers_is_as_good_as_none()
    {
        sandbox.File(".nuke/temp/registries.json", "{half");
        Assert.Null(await Ask([Debian]));
        Assert.Equal(["debian"], asked);
    }

    public void Dispose() => sandbox.Dispose();

    private static ImagePin Pin(string key) => new(key, ImageRef.Parse($"{key}:1"), null, ImageRef.Parse($"argusai.local/base/{key}:1"));

    private Task<string?> Ask(IReadOnlyList<ImagePin> pins, string? down = null) => new Registries(sandbox.Workspace)
    {
        Now = () => now,
        Inquire = (pin, _) =>
        {
            asked.Add(pin.Key);
            return Task.FromResult(pin.Key == down ? $"{pin.Key}: no such host" : null);
        },
    }.AskAsync(pins, TestContext.Current.CancellationToken);
}
