using ArgusAI.Contract;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ArgusAI.EndToEnd;

public sealed class ApiReferenceTests(Browser browser)
{
    [Fact]
    public async Task The_api_reference_opens_on_the_same_port_and_asks_no_one_else()
    {
        await using var visit = await browser.VisitAsync();
        await visit.Page.GotoAsync(Routes.Docs);
        // Text of the reference itself: it has loaded its script and the API description.
        await Expect(visit.Page.GetByText(Routes.Readiness).First).ToBeVisibleAsync();
        Assert.All(visit.Addresses, address => Assert.Equal(browser.Target.Url.Authority, new Uri(address).Authority));
    }
}
