using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ArgusAI.EndToEnd;

public sealed class SignInTests(Browser browser)
{
    [Fact]
    public async Task The_home_page_leads_strangers_to_the_sign_in_page()
    {
        await using var visit = await browser.VisitAsync();
        var answer = await visit.Page.GotoAsync("/");
        Assert.Equal(200, answer?.Status);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        Assert.EndsWith("/sign-in", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_shows_an_error_and_signs_nobody_in()
    {
        await using var visit = await browser.VisitAsync();
        await visit.SignInAsync("not-" + browser.Target.Password);
        await Expect(visit.Page.Locator("form [role=alert]")).ToHaveTextAsync("The user name or the password is wrong.");
        Assert.DoesNotContain(await visit.Page.Context.CookiesAsync(), cookie => cookie.Name == "argusai_token");
    }

    [Fact]
    public async Task The_right_password_opens_the_dashboard_with_an_http_only_session()
    {
        await using var visit = await browser.VisitAsync();
        await visit.SignInAsync(browser.Target.Password);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Newest events" })).ToBeVisibleAsync();
        var cookie = Assert.Single(await visit.Page.Context.CookiesAsync(), cookie => cookie.Name == "argusai_token");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(browser.Target.Url.Scheme == "https", cookie.Secure);
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var visit = await browser.VisitAsync();
        await visit.SignInAsync(browser.Target.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await visit.Page.GotoAsync("/");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }
}
