using ArgusAI.Containers.Bake;

namespace ArgusAI.Containers.Tests.Policies;

/// <summary>Each policy about dotenv and bake files: one that breaks it, and one close to it that keeps it.</summary>
public class SettingsPolicyTests
{
    public static TheoryData<string, string, string> DotEnv { get; } = new()
    {
        { "dotenv-duplicate", "A=1\nB=2\nA=3", "A=1\nB=2" },
        { "dotenv-lower-case", "debug=1", "DEBUG=1" },
        { "dotenv-committed-secret", "# file: .env.example\nAPI_KEY=sk-4f9a8b7c6d5e4f3a2b1c", "# file: .env.example\nAPI_KEY=your-key-here-1234567890abc" },
        { "dotenv-committed-secret", "# file: config/.env.sample\nJWT_SECRET_KEY=9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c", "# file: .env\nJWT_SECRET_KEY=9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c" },
        { "dotenv-known-password", "POSTGRES_PASSWORD=postgres", "POSTGRES_USER=postgres\nPOSTGRES_PASSWORD=" },
        { "dotenv-url-password", "# file: .env.example\nDATABASE_URL=postgresql://u:pw@db/x", "# file: .env.example\nDATABASE_URL=postgresql://u@db/x" },
        { "dotenv-browser-address", "NEXT_PUBLIC_API_URL=http://backend:8000", "NEXT_PUBLIC_API_URL=http://localhost:8000\nBACKEND_URL=http://backend:8000" },
        { "dotenv-ca-variable", "SSL_CERT_FILE=data/certs/cert.pem", "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt" },
        { "dotenv-tls-off", "PYTHONHTTPSVERIFY=0", "PYTHONHTTPSVERIFY=1" },
    };

    [Theory]
    [MemberData(nameof(DotEnv))]
    public void A_breach_in_a_dotenv_file_is_found_and_its_neighbour_is_not(string id, string broken, string kept)
    {
        Assert.Contains(id, Reviewing.OfDotEnv(broken).Ids());
        Assert.DoesNotContain(id, Reviewing.OfDotEnv(kept).Ids());
    }

    static readonly Items<Interpolated<ImageRef>> Latest = [ImageRef.Parse("app:latest")];

    public static TheoryData<string, BakeTarget, BakeTarget> Bake { get; } = new()
    {
        { "bake-secret-arg", new() { Args = new() { ["NPM_TOKEN"] = "x" } }, new() { Args = new() { ["NPM_TOKEN_FILE"] = "x" } } },
        { "bake-browser-arg", new() { Args = new() { ["VITE_API_URL"] = "/" } }, new() { Args = new() { ["VITE_TITLE"] = "x" } } },
        { "bake-latest", new() { Tags = Latest }, new() { Tags = Latest.Add(ImageRef.Parse("app:1.0")) } },
        { "bake-host-network", new() { Network = "host" }, new() { Network = "none" } },
        { "bake-no-cache", new() { NoCache = true }, new() { NoCache = false } },
    };

    [Theory]
    [MemberData(nameof(Bake))]
    public void A_breach_in_a_bake_file_is_found_and_its_neighbour_is_not(string id, BakeTarget broken, BakeTarget kept)
    {
        Assert.Contains(id, Reviewing.OfBake(broken).Ids());
        Assert.DoesNotContain(id, Reviewing.OfBake(kept).Ids());
    }
}
