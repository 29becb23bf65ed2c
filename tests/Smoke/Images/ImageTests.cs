using System.Text.RegularExpressions;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Images;

/// <summary>What is in our two images, and what must never be (AC-2.3.2, NFR12, design.md's budgets).</summary>
public sealed partial class ImageTests
{
    private static string Backend => StackImages.Ours[0];

    public static TheoryData<string> Ours { get; } = [.. StackImages.Ours];

    [Fact]
    public async Task The_backend_image_holds_no_shell_no_package_manager_and_nothing_that_changes_the_user()
    {
        var files = await Archive.OfImage(Backend);
        string[] unwanted = ["sh", "bash", "dash", "busybox", "apt", "apt-get", "dpkg", "su", "sudo", "curl", "wget", "perl", "python3"];
        Assert.DoesNotContain(files, f => f.Path.Contains("/bin/", StringComparison.Ordinal) && unwanted.Contains(Path.GetFileName(f.Path)));
        Assert.DoesNotContain(files, f => (f.Mode & (UnixFileMode.SetUser | UnixFileMode.SetGroup)) != 0);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task The_user_cannot_change_the_code_it_runs(string image)
    {
        var app = (await Archive.OfImage(image)).Where(f => f.Path.StartsWith("/app/", StringComparison.Ordinal) && !f.Path.StartsWith(DataLayout.Root + "/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(app);
        Assert.DoesNotContain(app, f => f.Length > 0 && (f.Mode & UnixFileMode.OtherWrite) != 0);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task No_file_is_a_secret(string image)
    {
        var files = await Archive.OfImage(image);
        var found = files.Where(f => IsSecretByName(f.Path) || PrivateKey().IsMatch(f.Text) || NextSecret().IsMatch(f.Text)).Select(f => f.Path);
        Assert.Empty(found);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task No_layer_setting_or_step_of_its_history_carries_a_secret(string image)
    {
        var inspected = await Engine.Client.Images.InspectImageAsync(image, TestContext.Current.CancellationToken);
        var history = await Engine.Client.Images.GetImageHistoryAsync(image, TestContext.Current.CancellationToken);
        var secrets = BackendEnvironment.All.Where(v => v.Secret).Select(v => v.Name);
        var text = (inspected.Config?.Env ?? []).Concat((inspected.Config?.Labels ?? new Dictionary<string, string>()).Values).Concat(history.Select(h => h.CreatedBy)).ToList();
        Assert.All(secrets, name => Assert.DoesNotContain(text, t => Regex.IsMatch(t, $@"\b{name}=\S")));
        Assert.DoesNotContain(text, t => PrivateKey().IsMatch(t));
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task The_image_names_a_numeric_user_and_the_version_it_was_built_from(string image)
    {
        var config = (await Engine.Client.Images.InspectImageAsync(image, TestContext.Current.CancellationToken)).Config!;
        Assert.Matches(@"^1000(:1000)?$", config.User);
        Assert.Equal(Product.Version, config.Labels!["org.opencontainers.image.version"]);
        Assert.NotNull(config.Healthcheck);
    }

    private static bool IsSecretByName(string path) =>
        Path.GetFileName(path) is ".env" or "id_rsa" or "id_ed25519" or ".npmrc" or ".netrc" or "NuGet.Config" || path.EndsWith(".key", StringComparison.Ordinal)
        || path.EndsWith(".pfx", StringComparison.Ordinal) || path.Contains("/.git/", StringComparison.Ordinal);

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----\\s+[A-Za-z0-9+/=]{32}")]
    private static partial Regex PrivateKey();

    // Next writes random keys into its build output: preview mode's, and the one that encrypts server actions.
    [GeneratedRegex("\"(previewModeSigningKey|previewModeEncryptionKey|encryptionKey)\"\\s*:\\s*\"[A-Za-z0-9+/=]{16,}\"")]
    private static partial Regex NextSecret();
}
