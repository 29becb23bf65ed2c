using System.Text.RegularExpressions;

namespace ArgusAI.Containers.Reviews;

/// <summary>Names that mean a secret.</summary>
static partial class SecretName
{
    public static bool Looks(string name) => Words().IsMatch(name) && !NotSecret().IsMatch(name);

    [GeneratedRegex(@"(^|_)(PASSWORD|PASSWD|PASS|SECRET|TOKEN|APIKEY|API_KEY|PRIVATE_KEY|SECRET_KEY|ENCRYPTION_KEY|ACCESS_KEY|CREDENTIALS?)(_|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    // A path to the secret, or something about it, is not the secret; a public key is none.
    [GeneratedRegex(@"_(FILE|PATH|DIR|URL|URI|ID|NAME|LENGTH|TTL|EXPIRY|EXPIRES|MINUTES|HOURS|DAYS|SECONDS|ALGORITHM|TYPE|HEADER|ENDPOINT|POLICY|SCHEME)$|(^|_)PUBLIC(_|$)", RegexOptions.IgnoreCase)]
    private static partial Regex NotSecret();
}
