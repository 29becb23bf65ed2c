namespace ArgusAI.EndToEnd;

/// <summary>The stack that the browser visits: the one the environment names, else <see cref="OwnInstallation"/>.</summary>
/// <param name="Url">The origin that serves the pages, the only one a browser needs.</param>
/// <param name="Password">The password of <c>admin</c>.</param>
/// <param name="Chromium">The browser's executable.</param>
public sealed record Target(Uri Url, string Password, string Chromium)
{
    /// <summary>The variable with the pages' address; unset: the tests start a stack of their own.</summary>
    public const string UrlVariable = "ARGUSAI_E2E_URL";

    /// <summary>The variable with the password of <c>admin</c>.</summary>
    public const string PasswordVariable = "ARGUSAI_E2E_PASSWORD";

    /// <summary>The variable with the browser's path; unset: <see cref="DefaultChromium"/>.</summary>
    public const string ChromiumVariable = "ARGUSAI_E2E_CHROMIUM";

    /// <summary>Where Debian and Ubuntu put it.</summary>
    public const string DefaultChromium = "/usr/bin/chromium";

    /// <summary>Reads the stack from the environment.</summary>
    /// <exception cref="InvalidOperationException">A variable is missing or malformed, or there is no browser; the message names the fix.</exception>
    public static Target FromEnvironment(Func<string, string?> read)
    {
        const string fix = "These tests need a running stack with a camera: `./build.sh SmokeTest` starts one and runs them against it.";
        if (read(UrlVariable) is not { Length: > 0 } address || read(PasswordVariable) is not { Length: > 0 } password)
            throw new InvalidOperationException($"{UrlVariable} and {PasswordVariable} must be set. {fix}");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"{UrlVariable} is '{address}', not an address such as http://127.0.0.1:3000. {fix}");
        return new Target(url, password, FindChromium(read));
    }

    /// <summary>Finds the browser: the first thing to know, before a stack is started for it.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message names the fix.</exception>
    public static string FindChromium(Func<string, string?> read)
    {
        string chromium = read(ChromiumVariable) is { Length: > 0 } path ? path : DefaultChromium;
        return File.Exists(chromium)
            ? chromium
            : throw new InvalidOperationException($"There is no browser at '{chromium}'. Install one (`apt-get install chromium`) or set {ChromiumVariable}.");
    }
}
