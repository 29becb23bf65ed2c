using ArgusAI.Operations.Images;

namespace ArgusAI.Operations.Tests.Images;

public class BuildFailureTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private const string Space = "docker builder prune", SignIn = "docker login HOST", Pin = "./build.sh Pin", EngineTrust = "/etc/docker/certs.d/HOST/ca.crt", Registry = "check the registry's name",
        Emulation = "qemu-user-static", Lock = "--force-evaluate", Bundle = "--ca-bundle FILE", Proxy = "~/.docker/config.json", Unknown = "mend what the lines above say";

    [Theory]
    [InlineData(Space, "ERROR: target backend: failed to solve: failed to copy files: copy file range failed: no space left on device")]
    [InlineData(Space, "System.IO.IOException: No space left on device : '/framework/System.Private.CoreLib.dll'")]
    [InlineData(Space, "npm error nospc ENOSPC: no space left on device, write")]
    [InlineData(Space, "write /var/lib/containerd/io.containerd.content.v1.content/ingest/1/data: disk quota exceeded")]
    [InlineData(SignIn, "ERROR: failed to solve: registry1.example.org/ubi9:9.4: failed to resolve source metadata for registry1.example.org/ubi9:9.4: unexpected status from HEAD request to https://registry1.example.org/v2/ubi9/manifests/9.4: 401 Unauthorized")]
    [InlineData(SignIn, "failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Ame%2Fapp%3Apull&service=ghcr.io: 403 Forbidden")]
    [InlineData(SignIn, "failed to create LLB definition: unexpected status code [manifests 22.0.RC3]: 403 Forbidden")]
    [InlineData(SignIn, "error from registry: received unexpected HTTP status: 403 Forbidden")]
    [InlineData(SignIn, "ERROR: failed to solve: builder: failed to resolve source metadata for docker.io/library/builder:latest: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed")]
    [InlineData(SignIn, "failed to push ghcr.io/me/argusai-backend:0.1.0: push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed")]
    [InlineData(SignIn, "Pushing me/app failed: docker ended with code 1\nThe push refers to repository [docker.io/me/app]\ndenied: requested access to the resource is denied")]
    [InlineData(SignIn, "#15 ERROR: denied: permission_denied: write_package")]
    [InlineData(SignIn, "denied: installation not allowed to Write organization package")]
    [InlineData(SignIn, "unauthorized: authentication required")]
    [InlineData(SignIn, "push access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials")]
    [InlineData(SignIn, "unexpected status from HEAD request to http://127.0.0.1:5614/v2/x/y/blobs/sha256:3a29c983fb2a64ca3a6e22ec4bbaa9561c5c5862945205c8037dd16ded55fd56: 403 Forbidden")]
    [InlineData(SignIn, "ERROR: failed to authorize: failed to fetch anonymous token: Get \"closed?scope=repository%3Ax%2Fy%3Apull&service=closed\": unsupported protocol scheme \"\"")]
    [InlineData(Pin, $"ERROR: target backend: failed to solve: debian:trixie-slim@{Digest}: failed to resolve source metadata for docker.io/library/debian:trixie-slim@{Digest}: docker.io/library/debian:trixie-slim@{Digest}: not found")]
    [InlineData(Pin, $"failed to copy: httpReadSeeker: failed open: content at https://registry-1.docker.io/v2/library/node/manifests/{Digest} not found: not found")]
    [InlineData(Pin, $"Error response from daemon: manifest for node@{Digest} not found: manifest unknown: manifest unknown")]
    [InlineData(EngineTrust, "failed to do request: Head \"https://registry-1.docker.io/v2/library/debian/manifests/trixie-slim\": tls: failed to verify certificate: x509: certificate signed by unknown authority")]
    [InlineData(Registry, "failed to do request: Head \"http://127.0.0.1:5000/v2/argusai/manifests/0.1.0\": dial tcp 127.0.0.1:5000: connect: connection refused")]
    [InlineData(Registry, "Head \"https://no.example.org/v2/me/argusai-backend/manifests/0.1.0\": dial tcp: lookup no.example.org on 10.0.0.1:53: no such host")]
    [InlineData(Registry, "Get \"https://registry-1.docker.io/v2/\": dial tcp 3.94.224.37:443: i/o timeout")]
    [InlineData(Registry, "Get \"https://registry-1.docker.io/v2/\": net/http: TLS handshake timeout")]
    [InlineData(Registry, "failed to do request: Head \"https://localhost:5000/v2/x/manifests/1\": http: server gave HTTP response to HTTPS client")]
    [InlineData(Registry, "failed to do request: Head \"https://127.0.0.1:5601/v2/x/y/blobs/sha256:95018a\": tls: first record does not look like a TLS handshake")]
    [InlineData(Registry, "failed to authorize: failed to fetch oauth token: Post \"https://auth.docker.io/token\": dial tcp: lookup auth.docker.io: no such host")]
    [InlineData(Emulation, "[backend toolchain 3/3] RUN toolchain.sh\n  exec /bin/sh: exec format error\nERROR: process \"/bin/sh -c toolchain.sh\" did not complete successfully: exit code: 1")]
    [InlineData(Lock, "src/Backend/ArgusAI.Backend.csproj : error NU1004: The packages lock file is inconsistent with the project dependencies so restore can't be run in locked mode.")]
    [InlineData(Bundle, "npm error code SELF_SIGNED_CERT_IN_CHAIN\nnpm error request to https://registry.npmjs.org/next failed, reason: self-signed certificate in certificate chain")]
    [InlineData(Bundle, "npm error code UNABLE_TO_GET_ISSUER_CERT_LOCALLY")]
    [InlineData(Bundle, "error NU1301:   The remote certificate is invalid because of errors in the certificate chain: NotSignatureValid, UntrustedRoot")]
    [InlineData(Bundle, "error NU1301:   The remote certificate is invalid because of errors in the certificate chain: PartialChain")]
    [InlineData(Bundle, "Err:1 https://deb.debian.org/debian trixie InRelease\n  SSL connection failed: error:0A000086:SSL routines::certificate verify failed")]
    [InlineData(Bundle, "Certificate verification failed: The certificate is NOT trusted. The certificate issuer is unknown.  Could not handshake: Error in the certificate verification. [IP: 10.0.0.1 443]")]
    [InlineData(Proxy, "npm error code ECONNREFUSED\nnpm error connect ECONNREFUSED 104.16.0.34:443")]
    [InlineData(Proxy, "npm error request to https://registry.npmjs.org/next failed, reason: getaddrinfo EAI_AGAIN registry.npmjs.org")]
    [InlineData(Proxy, "error NU1301:   Connection refused (api.nuget.org:443)")]
    [InlineData(Proxy, "W: Failed to fetch http://deb.debian.org/debian/dists/trixie/InRelease  Temporary failure resolving 'deb.debian.org'")]
    [InlineData(Proxy, "E: Failed to fetch http://deb.debian.org/debian/pool/x.deb  Could not connect to deb.debian.org:80 (151.101.2.132). - connect (111: Connection refused)")]
    [InlineData(Unknown, "Program.cs(3,1): error CS1002: ; expected")]
    [InlineData(Unknown, "")]
    public void A_failure_is_known_by_its_words(string fix, string failure) => Assert.Contains(fix, BuildFailure.Fix(failure), StringComparison.Ordinal);

    [Theory]
    // A file is missing in an image, not the image.
    [InlineData($"[backend runtime 2/9] COPY --from=debian:trixie-slim@{Digest} /foo /\nERROR: target backend: failed to solve: failed to compute cache key: failed to calculate checksum of ref pry4lse9ygrrgn5vxb8nju9ss::ue7m9zlv3uv0lm7e9b251aupq: \"/foo\": not found")]
    // npm's and NuGet's own servers, which no `docker login` opens.
    [InlineData("npm error code E403\nnpm error 403 403 Forbidden - GET https://registry.npmjs.org/next - Permission permission_denied: read_package")]
    [InlineData("npm error code E401\nnpm error 401 Unauthorized - GET https://npm.example.org/next")]
    [InlineData("error NU1301: Unable to load the service index for source https://nuget.example.org/index.json.\nerror NU1301:   Response status code does not indicate success: 401 (Unauthorized).")]
    [InlineData("E: Failed to fetch http://deb.debian.org/debian/pool/x.deb  407  Proxy Authentication Required")]
    // The file system of a step.
    [InlineData("PermissionError: [Errno 13] Permission denied: '/app/data'")]
    // A program's own words about a socket.
    [InlineData("System.Net.Http.HttpRequestException: upstream said connection refused")]
    // A package's signature, not the connection it came through.
    [InlineData("warn : NU3028: The author primary signature's timestamp found a chain building issue: UntrustedRoot")]
    public void Words_that_only_look_like_one_are_not(string failure) => Assert.Contains(Unknown, BuildFailure.Fix(failure), StringComparison.Ordinal);

    [Fact]
    public void What_the_engine_says_counts_before_what_a_step_says() =>
        Assert.Contains(Space, BuildFailure.Fix("npm error connect ECONNREFUSED 104.16.0.34:443\nERROR: failed to solve: write /x: no space left on device"), StringComparison.Ordinal);
}
