using System.Globalization;
using System.Net;
using System.Text;

namespace ArgusAI.Contract;

/// <summary>One thing that is wrong with a configuration; the shape of <c>problems[]</c> in the start-up log line (D41).</summary>
/// <param name="Name">The variable.</param>
/// <param name="Problem">What is wrong, without the value of a secret.</param>
/// <param name="Fix">How to mend it.</param>
public sealed record ConfigurationProblem(string Name, string Problem, string Fix);

/// <summary>The rules of the environment table, for the backend's start, <c>Doctor</c> and <c>Env</c> alike.</summary>
public static class EnvironmentRules
{
    private static readonly string[] True = ["true", "1", "yes", "on"];
    private static readonly string[] False = ["false", "0", "no", "off"];
    private static readonly string[] Levels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];

    /// <summary>Checks one value; null when it is fine. A blank value is unset, and wrong only where one is required.</summary>
    public static ConfigurationProblem? Check(EnvironmentVariable variable, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return variable.Required ? Problem(variable, "is required and not set", null) : null;
        if (variable.Placeholder is { } placeholder && value.Trim() == placeholder)
            return Problem(variable, "still has the placeholder of .env.example", null);
        return Form(variable, value.Trim()) is { } found ? Problem(variable, found.Problem, found.Fix) : null;
    }

    /// <summary>Checks a whole environment, every variable and the rules that span several. Secrets' <c>_FILE</c> forms are the reader's to resolve first.</summary>
    /// <param name="variables">What to check.</param>
    /// <param name="read">Gives a variable's value, or null.</param>
    public static IReadOnlyList<ConfigurationProblem> CheckAll(IEnumerable<EnvironmentVariable> variables, Func<string, string?> read)
    {
        var all = variables.ToList();
        var problems = all.Select(v => Check(v, read(v.Name))).OfType<ConfigurationProblem>().ToList();
        bool hasPrivate = !string.IsNullOrWhiteSpace(read(BackendEnvironment.VapidPrivateKey.Name));
        bool hasPublic = !string.IsNullOrWhiteSpace(read(BackendEnvironment.VapidPublicKey.Name));
        if (all.Contains(BackendEnvironment.VapidPrivateKey) && hasPrivate != hasPublic)
            problems.Add(Problem(hasPrivate ? BackendEnvironment.VapidPublicKey : BackendEnvironment.VapidPrivateKey,
                "is missing while its counterpart is set", "set both VAPID keys or neither"));
        return problems;
    }

    /// <summary>Reads a boolean form; null when it is none.</summary>
    public static bool? ParseBoolean(string value) =>
        True.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase) ? true
        : False.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase) ? false : null;

    /// <summary>Reads a network (<c>10.0.0.0/8</c>) or a single address; null when it is neither.</summary>
    public static IPNetwork? ParseNetwork(string value) =>
        IPNetwork.TryParse(value.Trim(), out var network) ? network
        : IPAddress.TryParse(value.Trim(), out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;

    private static (string Problem, string? Fix)? Form(EnvironmentVariable variable, string value) => variable.Form switch
    {
        ValueForm.Boolean when ParseBoolean(value) is null => ("is neither true nor false", "set true or false"),
        ValueForm.LogLevel when !Levels.Contains(value, StringComparer.OrdinalIgnoreCase) => ("is no log level", "set one of " + string.Join(", ", Levels)),
        ValueForm.FernetKey when !IsFernetKey(value) => ("is not a Fernet key (32 bytes, URL-safe base64, 44 characters)", null),
        ValueForm.SigningSecret when Encoding.UTF8.GetByteCount(value) < 32 => ("is shorter than 32 bytes", null),
        ValueForm.DatabaseUrl when !DatabaseUrl.TryParse(value, out _, out var problem) => (problem, "use " + DatabaseUrl.Expected),
        ValueForm.Origins when value.Split(',').Any(o => !IsOrigin(o.Trim())) => ("holds something that is not an origin", "list origins such as http://localhost:3000,https://cameras.example.org, without a path"),
        ValueForm.HttpUrl when !IsUrl(value, "http", "https") => ("is not an http or https URL", "give an absolute URL such as http://host:8000"),
        ValueForm.WebSocketUrl when !IsUrl(value, "ws", "wss") => ("is not a ws or wss URL", "give an absolute URL such as wss://host"),
        ValueForm.TimeZone when !TimeZoneInfo.TryFindSystemTimeZoneById(value, out _) => ("is not a known time zone", "use an IANA name such as Europe/Berlin or UTC"),
        ValueForm.Port when !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535 => ("is not a port", "use a number from 1 to 65535"),
        ValueForm.NumericId when !uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) => ("is not a numeric id", "use a number, as `id -u` prints it"),
        ValueForm.Networks when value.Split(',').Any(n => ParseNetwork(n) is null) => ("holds something that is neither a network nor an address", "list networks such as 172.16.0.0/12,fd00::/8"),
        ValueForm.Address when !IPAddress.TryParse(value, out _) => ("is not an IP address", "use 127.0.0.1, 0.0.0.0 or an address of this host"),
        _ => null,
    };

    private static ConfigurationProblem Problem(EnvironmentVariable variable, string problem, string? fix) =>
        new(variable.Name, problem, fix ?? (variable.Generate is { } command ? $"generate one with: {command}" : "set it in .env"));

    /// <summary>Whether a text is a Fernet key.</summary>
    public static bool IsFernetKey(string value)
    {
        if (value.Length != 44 || value[^1] != '=' || value.AsSpan().ContainsAny('+', '/')) return false;
        Span<byte> key = stackalloc byte[33];
        return Convert.TryFromBase64String(value.Replace('-', '+').Replace('_', '/'), key, out int length) && length == 32;
    }

    private static bool IsOrigin(string value) =>
        value.Length > 0 && !value.EndsWith('/') && IsUrl(value, "http", "https") && new Uri(value) is { PathAndQuery: "/", Fragment: "" };

    private static bool IsUrl(string value, params string[] schemes) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri.Host.Length > 0;
}
