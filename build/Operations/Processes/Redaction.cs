using System.Text.RegularExpressions;
using ArgusAI.Contract;
using ArgusAI.Operations.EnvFiles;

namespace ArgusAI.Operations.Processes;

/// <summary>
/// Takes secrets out of text that is shown or kept: log lines after a failure, test reports. Known values go wherever
/// they stand; what only looks like a secret (an assignment to a secret's name, credentials in a URL, a token) goes too.
/// </summary>
public sealed partial class Redaction
{
    private const string Mark = "***";
    private const int ShortestKnown = 6;

    private static readonly Regex Assignments = new(
        $@"(?<name>\b(?:{string.Join('|', SecretNames())}|password|passwd|access_token|refresh_token|api_?key)""?\s*[=:]\s*""?)(?<value>[^\s""',;&]{{4,}})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly List<string> known;

    /// <summary>Knows these values, beside the general forms.</summary>
    public Redaction(IEnumerable<string> secrets) =>
        known = [.. secrets.Where(s => s.Length >= ShortestKnown).Distinct().OrderByDescending(s => s.Length)];

    /// <summary>Knows the secrets of a workspace's <c>.env</c> and of this process's environment.</summary>
    public static Redaction For(Workspace workspace)
    {
        IReadOnlyDictionary<string, string> file;
        try
        {
            file = EnvFile.Read(workspace);
        }
        catch (OperationException)
        {
            // A malformed .env is reported where it matters; redaction must work all the same.
            file = new Dictionary<string, string>();
        }

        return new Redaction(SecretNames().SelectMany(n => new[] { file.GetValueOrDefault(n), Environment.GetEnvironmentVariable(n) }).OfType<string>().Select(s => s.Trim()));
    }

    /// <summary>The text without secrets.</summary>
    public string Apply(string text)
    {
        foreach (var secret in known) text = text.Replace(secret, Mark, StringComparison.Ordinal);
        text = Assignments.Replace(text, "${name}" + Mark);
        text = UrlCredentials().Replace(text, "${scheme}" + Mark + "@");
        return Tokens().Replace(text, Mark);
    }

    // DATABASE_URL is a secret as a whole, but usually a word such as `auto`: only a password in it is taken out.
    private static IEnumerable<string> SecretNames() =>
        BackendEnvironment.All.Where(v => v.Secret && v != BackendEnvironment.DatabaseUrl).Select(v => v.Name);

    [GeneratedRegex(@"(?<scheme>\b[a-z][a-z0-9+.-]*://)[^\s/@""']+:[^\s/@""']+@", RegexOptions.IgnoreCase)]
    private static partial Regex UrlCredentials();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+|(?<=\bBearer )[A-Za-z0-9._~+/=-]{16,}")]
    private static partial Regex Tokens();
}
