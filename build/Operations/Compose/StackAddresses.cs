using ArgusAI.Contract;
using Spectre.Console;

namespace ArgusAI.Operations.Compose;

/// <summary>Says where a running stack is reached and how to sign in.</summary>
internal static class StackAddresses
{
    /// <summary>The URLs of what is published, for a browser on this host.</summary>
    internal static IReadOnlyList<(string What, string Url)> Of(IReadOnlyList<PublishedPort> ports)
    {
        var urls = new List<(string, string)>();
        void Add(string what, ServicePort port, string scheme, string path = "")
        {
            if (ports.FirstOrDefault(p => p.Service == port.Service && p.Container == port.Number) is { } found) urls.Add((what, Url(scheme, found) + path));
        }

        Add("web interface", Ports.Https, "https");
        Add(urls.Count > 0 ? "without TLS" : "web interface", Ports.Frontend, "http");
        Add("API reference", Ports.Backend, "http", Routes.Docs);
        Add("API over TLS", Ports.BackendTls, "https", Routes.Docs);
        return urls;
    }

    /// <summary>Prints them, with where the administrator's password is.</summary>
    internal static void Print(IAnsiConsole console, ComposeProject project, IReadOnlyList<PublishedPort> ports, string? backend)
    {
        var urls = Of(ports);
        foreach (var (what, url) in urls) console.Line($"  {what,-14} {url}");
        if (urls.Count == 0 || backend is null) return;
        if (!string.IsNullOrWhiteSpace(project.Settings()(BackendEnvironment.AdminPassword.Name)))
        {
            console.Line($"  sign in        user admin, password: {BackendEnvironment.AdminPassword.Name} of .env (as it was at the first start)");
            return;
        }

        // The image has no shell to print a file with; `cp` reads the volume through the engine.
        console.Line($"  sign in        user admin, password: docker cp {backend}:{DataLayout.Root}/{DataLayout.InitialAdminPassword} - | tar -xO");
    }

    private static string Url(string scheme, PublishedPort port)
    {
        var host = port.Address is "" or "0.0.0.0" or "::" or "127.0.0.1" or "::1" ? "localhost" : port.Address.Contains(':') ? $"[{port.Address}]" : port.Address;
        bool usual = (scheme, port.Host) is ("http", 80) or ("https", 443);
        return usual ? $"{scheme}://{host}" : $"{scheme}://{host}:{port.Host}";
    }
}
