namespace ArgusAI.Operations.Images;

/// <summary>What to do about a failed build or push, told by the words of BuildKit, the engine or the registry.</summary>
public static class BuildFailure
{
    private static readonly (string[] Words, string Fix)[] Known =
    [
        (["no space left on device"], "free some space: `docker system df` shows what the engine holds, `docker builder prune` empties its build cache"),
        (["401 Unauthorized", "403 Forbidden", "unauthorized", "authorization failed", "failed to authorize", "authentication required", "no basic auth credentials", "access to the resource is denied", "access denied", "insufficient_scope"],
            "sign in to that registry with an account that may do this: docker login HOST"),
        (["@sha256:", "not found"], "the registry no longer has the digest that deploy/images.yml pins: ./build.sh Pin takes the tag's present one"),
        (["connection refused", "no such host", "i/o timeout", "network is unreachable", "TLS handshake timeout", "server gave HTTP response to HTTPS client"],
            "check the registry's name and that this machine reaches it (proxy, `insecure-registries` in daemon.json for one without TLS)"),
        (["exec format error"], "the engine cannot run programs of that platform: sudo apt-get install qemu-user-static binfmt-support"),
        (["NU1004"], "src/Backend/packages.lock.json does not fit the project files: `dotnet restore src/Backend --force-evaluate` writes it anew, commit it with the change"),
        (["certificate signed by unknown authority", "self-signed certificate", "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "PartialChain", "UntrustedRoot"],
            "give the builds the authorities of the proxy that inspects TLS: --ca-bundle FILE"),
    ];

    /// <summary>The fix for a failure; a general one when its words are unknown. Of a row with a digest all words must be there, of the others one.</summary>
    public static string Fix(string failure) =>
        Known.Where(row => row.Words[0] == "@sha256:" ? row.Words.All(w => Says(failure, w)) : row.Words.Any(w => Says(failure, w))).Select(row => row.Fix).FirstOrDefault()
        ?? "mend what the lines above say, then run the command again: finished steps are kept";

    /// <summary>Whether the words say that a sign-in is missing or not enough.</summary>
    public static bool IsRefusal(string failure) => Known[1].Words.Any(w => Says(failure, w));

    private static bool Says(string failure, string words) => failure.Contains(words, StringComparison.OrdinalIgnoreCase);
}
