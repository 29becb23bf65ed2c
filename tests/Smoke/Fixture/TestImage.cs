using System.Security.Cryptography;

namespace ArgusAI.Smoke.Fixture;

/// <summary>The image of the camera and of the control upstream: built once from Debian packages, then found again by the content of its sources.</summary>
public static class TestImage
{
    private static readonly SemaphoreSlim Gate = new(1);

    /// <summary>Its name on this engine, built first where it is missing.</summary>
    public static async Task<string> Get()
    {
        var (folder, debian) = (Repository.File("tests/Smoke/Camera"), (await StackImages.OutsideImages()).Debian);
        var name = $"argusai.local/test/camera:{Key(folder, debian)}";
        await Gate.WaitAsync();
        try
        {
            if (await Engine.HasImage(name)) return name;
            Progress.Say($"building {name} on {debian}: once, some minutes");
            (await (new Shell(folder) { Limit = TimeLimits.ImageBuild })
                .Docker("build", "--provenance=false", "--build-arg", $"BASE={debian}", "--tag", name, ".")).Succeeded();
            return name;
        }
        finally { Gate.Release(); }
    }

    private static string Key(string folder, string debian)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(debian));
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal)) hash.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
