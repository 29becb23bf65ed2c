using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests;

/// <summary>Stored secrets under a new key, on both databases.</summary>
public sealed class KeyRotationTests(BothDatabases databases) : IClassFixture<BothDatabases>
{
    private const string NewKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", LostKey = "HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task What_the_previous_key_encrypted_is_encrypted_with_the_new_one_and_what_no_key_opens_is_kept_and_named(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        var (old, fresh, lost) = (new Fernet(BackendProcess.EncryptionKey), new Fernet(NewKey), new Fernet(LostKey));
        Guid camera = await one.AddCameraAsync("old"), renewed = await one.AddCameraAsync("new"), foreign = await one.AddCameraAsync("lost");
        await one.AddCameraAsync("without");
        string lostToken = lost.Encrypt("c");
        await using (var context = one.Open())
        {
            context.Cameras.Find(camera)!.PasswordToken = old.Encrypt("a");
            context.Cameras.Find(renewed)!.PasswordToken = fresh.Encrypt("b");
            context.Cameras.Find(foreign)!.PasswordToken = lostToken;
            context.ProviderKeys.Add(new() { Provider = "openai", KeyToken = old.Encrypt("sk-1"), UpdatedAt = UtcTime.Now });
            context.ProviderKeys.Add(new() { Provider = "xai", KeyToken = "no token", UpdatedAt = UtcTime.Now });
            await context.SaveChangesAsync();
        }

        await one.RestartAsync(new Dictionary<string, string?> { ["ENCRYPTION_KEY"] = NewKey, ["ENCRYPTION_KEY_PREVIOUS"] = BackendProcess.EncryptionKey });
        var report = await RotateAsync(one);
        Assert.Equal((2, 1), (report.GetProperty("reencrypted").GetInt32(), report.GetProperty("current").GetInt32()));
        Assert.Equal([$"camera {foreign}", "provider xai"], report.GetProperty("undecryptable").EnumerateArray().Select(s => $"{s.GetProperty("kind")} {s.GetProperty("id")}"));
        Assert.Equal((0, 3), ((await RotateAsync(one)).GetProperty("reencrypted").GetInt32(), (await RotateAsync(one)).GetProperty("current").GetInt32()));

        await using var stored = one.Open();
        Assert.Equal(("a", "b", lostToken), (fresh.TryDecrypt(stored.Cameras.Find(camera)!.PasswordToken!), fresh.TryDecrypt(stored.Cameras.Find(renewed)!.PasswordToken!), stored.Cameras.Find(foreign)!.PasswordToken));
        Assert.Equal(("sk-1", "no token"), (fresh.TryDecrypt(stored.ProviderKeys.Find("openai")!.KeyToken), stored.ProviderKeys.Find("xai")!.KeyToken));
        foreach (string secret in new[] { "sk-1", NewKey, lostToken }) Assert.DoesNotContain(secret, one.Backend.ToString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> RotateAsync(OneDatabase one)
    {
        using var answer = await one.Client.PostAsync("/api/v1/system/rotate-key", null);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
