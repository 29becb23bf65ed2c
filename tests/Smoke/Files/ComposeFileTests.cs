using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Files;

/// <summary>What docker compose and buildx themselves say about the generated files.</summary>
public sealed class ComposeFileTests(PreparedFiles clone) : IClassFixture<PreparedFiles>
{
    public static TheoryData<string> Combinations { get; } = ["", Profiles.Postgres, Profiles.Ssl, $"{Profiles.Postgres} {Profiles.Ssl}"];

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Every_profile_combination_is_read_without_a_warning(string profiles)
    {
        var words = profiles.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(p => (string[])["--profile", p]);
        var read = (await clone.Stack.Shell.Docker(["compose", .. words, "config", "--quiet"])).Succeeded();
        Assert.Equal("", read.All);
    }

    [Theory]
    [InlineData("docker-compose.yml:deploy/compose/usb.yml")]
    [InlineData("docker-compose.yml:deploy/compose/backend-tls.yml")]
    [InlineData("docker-compose.yml:deploy/compose/airgap.yml")]
    [InlineData("docker-compose.yml:deploy/compose/airgap.yml:deploy/compose/usb.yml:deploy/compose/backend-tls.yml")]
    [InlineData("deploy/compose/secrets.yml")]
    public async Task Every_overlay_and_variant_is_read_without_a_warning(string files)
    {
        var read = (await clone.Stack.Shell.With("COMPOSE_FILE", files).Docker("compose", "--profile", "*", "config", "--quiet")).Succeeded();
        Assert.Equal("", read.All);
    }

    [Fact]
    public async Task Without_a_settings_file_compose_names_the_missing_variable()
    {
        using var bare = Clone.Of(Scratch.NewProject());
        var refused = await new Shell(bare.Folder).Docker("compose", "config", "--quiet");
        Assert.NotEqual(0, refused.ExitCode);
        // Compose stops at the first one it meets, in no fixed order.
        Assert.Matches($"set ({BackendEnvironment.EncryptionKey.Name}|{BackendEnvironment.JwtSecretKey.Name}) in .env", refused.All);
    }

    [Fact]
    public async Task The_callers_own_certificate_bundle_does_not_become_the_servers_certificate()
    {
        var read = (await clone.Stack.Shell.With("SSL_CERT_FILE", "/leaked/from/the/shell.pem").Docker("compose", "--profile", "*", "config")).Succeeded();
        Assert.DoesNotContain("/leaked/", read.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buildx_reads_the_bake_file()
    {
        var read = (await clone.Stack.Shell.Docker("buildx", "bake", "--print")).Succeeded();
        foreach (var image in StackImages.Ours) Assert.Contains(image, read.Output, StringComparison.Ordinal);
    }
}
