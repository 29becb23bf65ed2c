using System.Text.RegularExpressions;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Images;

/// <summary>What is in our two images, and what must never be (AC-2.3.2, NFR12).</summary>
public sealed partial class ImageTests
{
    public static TheoryData<string> Ours { get; } = [.. StackImages.Ours];

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task It_holds_neither_shell_nor_package_manager(string image)
    {
        var files = await Archive.OfImage(image);
        string[] unwanted = ["sh", "bash", "dash", "busybox", "apt", "apt-get", "dpkg", "apk", "su", "sudo", "curl", "wget", "perl", "python3", "npm", "npx", "yarn", "corepack", "nc", "openssl"];
        Assert.Empty(files.Select(f => f.Path).Where(p => p.Contains("bin/", StringComparison.Ordinal) && unwanted.Contains(Path.GetFileName(p))).Order());
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
        // The host's authorities are a mount of build steps: neither they nor their place outlive a build.
        Assert.DoesNotContain(text, t => t.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal) || t.Contains("SSL_CERT", StringComparison.Ordinal) || t.Contains("CA_CERTS", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task The_image_names_a_numeric_user_a_probe_without_shell_and_the_signal_that_its_service_handles(string image)
    {
        var config = (await Engine.Client.Images.InspectImageAsync(image, TestContext.Current.CancellationToken)).Config!;
        Assert.Equal($"{DataLayout.UserId}:{DataLayout.UserId}", config.User);
        Assert.Equal(["CMD", "/probe"], config.Healthcheck!.Test!.Take(2));
        // None means SIGTERM, and no shell stands between it and the service.
        Assert.True(config.StopSignal is null or "" or "SIGTERM", $"STOPSIGNAL is {config.StopSignal}");
        Assert.NotEqual("/bin/sh", config.Entrypoint![0]);
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public async Task Its_labels_have_the_OCI_s_names(string image)
    {
        var labels = (await Engine.Client.Images.InspectImageAsync(image, TestContext.Current.CancellationToken)).Config!.Labels!;
        foreach (var name in (string[])["title", "description", "version", "source", "licenses"])
            Assert.False(string.IsNullOrWhiteSpace(labels.TryGetValue($"org.opencontainers.image.{name}", out var value) ? value : null), $"no label org.opencontainers.image.{name}, only {string.Join(", ", labels.Keys)}");
        Assert.Equal((Product.Version, Product.SourceUrl, Product.License), (labels["org.opencontainers.image.version"], labels["org.opencontainers.image.source"], labels["org.opencontainers.image.licenses"]));
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
