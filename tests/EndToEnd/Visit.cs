using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace ArgusAI.EndToEnd;

/// <summary>A page, and what it asked for and complained of since it was opened.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> addresses = new();
    private readonly ConcurrentQueue<string> faults = new();

    internal Visit(IPage page)
    {
        Page = page;
        page.Request += (_, request) => addresses.Enqueue(request.Url);
        page.WebSocket += (_, socket) => addresses.Enqueue(socket.Url);
        page.PageError += (_, error) => faults.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) faults.Enqueue(message.Text);
        };
    }

    /// <summary>The page itself.</summary>
    public IPage Page { get; }

    /// <summary>Every address asked for, HTTP and WebSocket.</summary>
    public IReadOnlyCollection<string> Addresses => addresses;

    /// <summary>Script errors and breaches of the page's own security policy.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>Fills in and sends the sign-in form.</summary>
    public async Task SignInAsync(string password)
    {
        await Page.GotoAsync("/sign-in");
        await Page.GetByLabel("User name").FillAsync("admin");
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
