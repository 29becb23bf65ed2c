using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ArgusAI.EndToEnd;

public sealed class CameraTests(Browser browser)
{
    [Fact]
    public async Task A_camera_added_in_the_form_appears_in_the_list()
    {
        await using var visit = await browser.VisitSignedInAsync();
        string name = $"Test {Guid.NewGuid():N}";
        await visit.Page.GotoAsync("/cameras");
        await visit.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await visit.Page.GetByLabel("RTSP address").FillAsync("rtsp://192.0.2.1:554/nobody");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add camera" }).ClickAsync();

        var row = visit.Page.Locator("[data-camera]").Filter(new() { HasText = name });
        await Expect(row).ToBeVisibleAsync();
        await Expect(row).ToContainTextAsync(new Regex("connecting|disconnected|error"));
        var removed = await visit.Page.APIRequest.DeleteAsync($"/api/v1/cameras/{await row.GetAttributeAsync("data-camera")}");
        Assert.True(removed.Ok, $"Removing the test's camera again answered {removed.Status}.");
    }

    [Fact]
    public async Task An_address_that_is_no_rtsp_address_is_not_sent()
    {
        await using var visit = await browser.VisitSignedInAsync();
        await visit.Page.GotoAsync("/cameras");
        await visit.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Wrong");
        await visit.Page.GetByLabel("RTSP address").FillAsync("http://192.0.2.1/");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Add camera" }).ClickAsync();
        Assert.False(await visit.Page.GetByLabel("RTSP address").EvaluateAsync<bool>("input => input.validity.valid"));
        await Expect(visit.Page.Locator("[data-camera]").Filter(new() { HasText = "Wrong" })).ToHaveCountAsync(0);
    }
}
