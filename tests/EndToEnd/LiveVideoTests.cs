using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ArgusAI.EndToEnd;

public sealed class LiveVideoTests(Browser browser)
{
    /// <summary>How long a fresh camera may take until it is connected, in ms.</summary>
    private const float Connected = 60_000;

    [Fact]
    public async Task A_cameras_live_picture_opens_in_its_panel_and_is_not_one_colour()
    {
        await using var visit = await browser.VisitSignedInAsync();
        await visit.Page.GotoAsync("/cameras");
        var camera = visit.Page.Locator("[data-camera]").Filter(new() { Has = visit.Page.GetByText("connected", new() { Exact = true }) }).First;
        await camera.WaitForAsync(new() { Timeout = Connected });
        await camera.GetByRole(AriaRole.Button, new() { Name = "Live" }).ClickAsync();
        await Expect(camera.Locator("[data-video]")).ToHaveAttributeAsync("data-video", "live", new() { Timeout = 20_000 });
        await Expect(camera.Locator("[data-video] [role=status]")).ToContainTextAsync("pictures a second");
        int colours = await camera.Locator("canvas").EvaluateAsync<int>(
            "canvas => new Set(new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size");
        Assert.True(colours > 100, $"The picture has {colours} colours.");
        Assert.Empty(visit.Faults);
    }
}
