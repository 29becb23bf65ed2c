using ArgusAI.Operations;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ArgusAI.EndToEnd;

public sealed class DashboardTests(Browser browser)
{
    /// <summary>How long the first event of a fresh camera may take, in ms: connecting, learning the background, motion.</summary>
    private const float FirstEvent = 90_000;

    [Theory]
    [InlineData("database")]
    [InlineData("storage")]
    [InlineData("ffmpeg")]
    [InlineData("opencv")]
    public async Task Every_part_of_the_system_is_shown_healthy(string check)
    {
        await using var visit = await browser.VisitSignedInAsync();
        await visit.Page.GotoAsync("/");
        await Expect(visit.Page.Locator("[data-system]")).ToHaveAttributeAsync("data-system", "healthy");
        await Expect(visit.Page.Locator($"[data-check={check}]")).ToHaveAttributeAsync("data-status", "healthy");
    }

    [Fact]
    public async Task The_newest_events_are_shown_with_pictures_that_load()
    {
        await using var visit = await browser.VisitSignedInAsync();
        await visit.Page.GotoAsync("/");
        var picture = visit.Page.Locator("[data-event] img").First;
        await Expect(picture).ToBeVisibleAsync(new() { Timeout = FirstEvent });
        await visit.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('[data-event] img')].some(i => i.complete && i.naturalWidth > 0)");
        int width = await picture.EvaluateAsync<int>("image => image.naturalWidth");
        Assert.True(width > 0, $"The newest event's picture is {width} pixels wide.");
    }

    [Fact]
    public async Task A_new_event_appears_by_itself_while_the_page_is_open()
    {
        await using var visit = await browser.VisitSignedInAsync();
        await visit.Page.GotoAsync("/");
        await Expect(visit.Page.Locator("[data-live]")).ToHaveAttributeAsync("data-live", "live");
        await visit.Page.Locator("[data-event]").First.WaitForAsync(new() { Timeout = FirstEvent });
        string? newest = await visit.Page.Locator("[data-event]").First.GetAttributeAsync("data-event");
        int asked = visit.Addresses.Count(IsEventList);

        await Expect(visit.Page.Locator("[data-event]").First).Not.ToHaveAttributeAsync("data-event", newest!, new() { Timeout = FirstEvent });
        Assert.Equal(asked, visit.Addresses.Count(IsEventList));
        static bool IsEventList(string address) => new Uri(address).AbsolutePath == "/api/v1/events";
    }

    [Fact]
    public async Task The_page_says_that_it_is_connected_live()
    {
        await using var visit = await browser.VisitSignedInAsync();
        await visit.Page.GotoAsync("/");
        await Expect(visit.Page.Locator("[data-live]")).ToHaveAttributeAsync("data-live", "live");
    }

    [Fact]
    public async Task A_lost_live_connection_is_shown_and_comes_back_by_itself()
    {
        await using var visit = await browser.VisitSignedInAsync();
        var sockets = new List<IWebSocketRoute>();
        bool refuse = false;
        await visit.Page.RouteWebSocketAsync("**/ws", socket =>
        {
            sockets.Add(socket);
            if (refuse) _ = socket.CloseAsync();
            else socket.ConnectToServer();
        });
        await visit.Page.GotoAsync("/");
        var indicator = visit.Page.Locator("[data-live]");
        await Expect(indicator).ToHaveAttributeAsync("data-live", "live");

        refuse = true;
        await sockets[^1].CloseAsync();
        await Expect(indicator).ToHaveAttributeAsync("data-live", "offline");
        refuse = false;
        await Expect(indicator).ToHaveAttributeAsync("data-live", "live");
        Assert.True(sockets.Count >= 2, "The page opened a second connection.");
    }

    [Fact]
    public async Task Everything_comes_from_the_origin_that_served_the_page()
    {
        await using var visit = await browser.VisitSignedInAsync();
        await visit.Page.GotoAsync("/");
        await Expect(visit.Page.Locator("[data-live]")).ToHaveAttributeAsync("data-live", "live");
        await Expect(visit.Page.Locator("[data-event] img").First).ToBeVisibleAsync(new() { Timeout = FirstEvent });
        await visit.Page.GotoAsync("/cameras");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Add a camera" })).ToBeVisibleAsync();

        Assert.Contains(visit.Addresses, address => address.StartsWith("ws", StringComparison.Ordinal));
        Assert.All(visit.Addresses, address => Assert.Equal(browser.Target.Url.Authority, new Uri(address).Authority));
        Assert.Empty(visit.Faults);
    }

    [Fact]
    public async Task The_dashboard_with_an_event_is_kept_as_a_screenshot()
    {
        await using var visit = await browser.VisitSignedInAsync();
        await visit.Page.GotoAsync("/");
        await Expect(visit.Page.Locator("[data-event] img").First).ToBeVisibleAsync(new() { Timeout = FirstEvent });
        await visit.Page.WaitForLoadStateAsync(LoadState.Load);
        await visit.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('[data-event] img')].slice(0, 4).every(i => i.complete && i.naturalWidth > 0)");
        string file = Path.Combine(Workspace.Find(AppContext.BaseDirectory).Artifacts, "screenshots", "dashboard.png");
        byte[] picture = await visit.Page.ScreenshotAsync(new() { Path = file, Animations = ScreenshotAnimations.Disabled });
        Assert.True(picture.Length > 10_000, $"{file} has only {picture.Length} bytes: an empty page?");
    }
}
