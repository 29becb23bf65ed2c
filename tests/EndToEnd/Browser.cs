using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(ArgusAI.EndToEnd.Browser))]

namespace ArgusAI.EndToEnd;

/// <summary>One browser for all tests, on one running stack.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;
    private string? session;
    private OwnInstallation? own;

    /// <summary>The stack that the pages come from.</summary>
    public Target Target { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Func<string, string?> settings = Environment.GetEnvironmentVariable;
        _ = Target.FindChromium(settings);
        if (string.IsNullOrEmpty(settings(Target.UrlVariable)))
        {
            own = await OwnInstallation.StartAsync();
            settings = name => name switch
            {
                Target.UrlVariable => own.Url.ToString(),
                Target.PasswordVariable => own.Password,
                _ => Environment.GetEnvironmentVariable(name),
            };
        }
        Target = Target.FromEnvironment(settings);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Target.Chromium,
            // No sandbox: tests run as root in containers. The rest keeps the browser from talking to anyone but the stack.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--no-proxy-server"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        if (own is not null) await own.DisposeAsync();
    }

    /// <summary>A page of its own session that nobody signed in to, and everything it does over the network.</summary>
    public Task<Visit> VisitAsync() => OpenAsync(null);

    /// <summary>The same, signed in as <c>admin</c>: through the form the first time, with that session afterwards.</summary>
    public async Task<Visit> VisitSignedInAsync()
    {
        if (session is null)
        {
            await using var first = await VisitAsync();
            await first.SignInAsync(Target.Password);
            await Assertions.Expect(first.Page.Locator("[data-system]")).ToBeVisibleAsync();
            session = await first.Page.Context.StorageStateAsync();
        }
        return await OpenAsync(session);
    }

    private async Task<Visit> OpenAsync(string? storageState)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = Target.Url.ToString(),
            StorageState = storageState,
            IgnoreHTTPSErrors = true,
            Locale = "en-GB",
            TimezoneId = "UTC",
            ViewportSize = new() { Width = 1280, Height = 960 },
        });
        context.SetDefaultTimeout(20_000);
        return new Visit(await context.NewPageAsync());
    }
}
