using System.Text.RegularExpressions;

namespace ArgusAI.Operations.Images;

/// <summary>What to do about a failed build or push, told by the words of BuildKit, the engine or the registry.</summary>
public static class BuildFailure
{
    // The first row that fits counts. The text holds what a step printed, too: what npm, NuGet or apt say of their own
    // servers must not pass for a registry's words, so a row asks for what stands around them.
    private static readonly (Regex Words, string Fix)[] Known =
    [
        (Says("no space left on device|disk quota exceeded"),
            "free some space: `docker system df` shows what the engine holds, `docker builder prune` empties its build cache"),
        (Says("@sha256:[0-9a-f]{64}:? not found|/manifests/sha256:[0-9a-f]{64} not found|manifest unknown"),
            "the registry no longer has the digest that deploy/images.yml pins: ./build.sh Pin takes the tag's present one"),
        (Says("x509: certificate signed by unknown authority"),
            "the engine does not trust that registry, or the proxy before it: put its authority into /etc/docker/certs.d/HOST/ca.crt, or among the system's and restart the engine"),
        (Says(@"(dial|read) tcp\b[^\n]*: (connection refused|no such host|i/o timeout|network is unreachable|no route to host|connection reset by peer|server misbehaving)|TLS handshake timeout|does not look like a TLS handshake|server gave HTTP response to HTTPS client"),
            "check the registry's name and that this machine reaches it (proxy, `insecure-registries` in daemon.json for one without TLS)"),
        (Says(@"unexpected (HTTP )?status\b[^\n]*: 40[13] |(^|: )(unauthorized|denied): |no basic auth credentials|(pull|push) access denied|insufficient_scope|authorization failed|failed to authorize: "),
            "sign in to that registry with an account that may do this: docker login HOST"),
        (Says("exec format error"),
            "the engine cannot run programs of that platform: sudo apt-get install qemu-user-static binfmt-support"),
        (Says(@"\bNU1004\b"),
            "src/Backend/packages.lock.json does not fit the project files: `dotnet restore src/Backend --force-evaluate` writes it anew, commit it with the change"),
        (Says(@"self-signed certificate|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER_CERT_LOCALLY|VERIFY_LEAF_SIGNATURE)|remote certificate is invalid[^\n]*(PartialChain|UntrustedRoot)|certificate verif(y|ication) failed|unable to get local issuer certificate|certificate issuer is unknown"),
            "give the builds the authorities of the proxy that inspects TLS: --ca-bundle FILE"),
        (Says(@"\b(ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EAI_AGAIN)\b|Connection refused \(|Name or service not known|Temporary failure (in name resolution|resolving)|Could not (connect to|resolve) |Unable to connect to "),
            "a step of the build does not reach that server: behind a proxy, name it under \"proxies\" in ~/.docker/config.json, which every build reads"),
    ];

    /// <summary>The fix for a failure; a general one when its words are unknown. <c>HOST</c> in it stands for the registry.</summary>
    public static string Fix(string failure) => Known.Where(row => row.Words.IsMatch(failure)).Select(row => row.Fix).FirstOrDefault()
        ?? "mend what the lines above say, then run the command again: finished steps are kept";

    private static Regex Says(string words) => new(words, RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant);
}
