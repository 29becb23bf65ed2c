using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.SystemState;

/// <summary>A stored secret.</summary>
/// <param name="Kind"><c>camera</c> or <c>provider</c>.</param>
/// <param name="Id">The camera's id, or the provider's name.</param>
public sealed record StoredSecret(string Kind, string Id);

/// <summary>What a rotation did.</summary>
/// <param name="Reencrypted">How many secrets are encrypted with <c>ENCRYPTION_KEY</c> now and were not before.</param>
/// <param name="Current">How many were already.</param>
/// <param name="Undecryptable">Those that neither key decrypts: kept as they are, in case their key turns up.</param>
public sealed record RotationReport(int Reencrypted, int Current, IReadOnlyList<StoredSecret> Undecryptable);

/// <summary>Encrypts with <c>ENCRYPTION_KEY</c> what is still encrypted with <c>ENCRYPTION_KEY_PREVIOUS</c>, which can be taken away then.</summary>
internal sealed class KeyRotation(ArgusDatabase database, BackendSettings settings, Fernet fernet, ILogger<KeyRotation> log)
{
    private readonly Fernet _current = new(settings.EncryptionKey);

    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/system/rotate-key", (KeyRotation rotation, CancellationToken cancel) => rotation.RunAsync(cancel)).WithTags("System").RequireAuthorization(Policies.Admin)
            .WithSummary("Encrypt with ENCRYPTION_KEY what is still encrypted with ENCRYPTION_KEY_PREVIOUS");
    }

    /// <summary>Does it, all or nothing.</summary>
    public async Task<RotationReport> RunAsync(CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        int changed = 0, current = 0;
        var lost = new List<StoredSecret>();

        foreach (var camera in await context.Cameras.AsNoTracking().Where(c => c.PasswordToken != null).Select(c => new { c.Id, Token = c.PasswordToken! }).ToListAsync(cancel))
        {
            // Only where the token is still the one that was read: a password entered meanwhile is newer.
            await RotateAsync(camera.Token, new("camera", camera.Id.ToString()), token =>
                context.Cameras.Where(c => c.Id == camera.Id && c.PasswordToken == camera.Token).ExecuteUpdateAsync(c => c.SetProperty(x => x.PasswordToken, token), cancel));
        }

        foreach (var key in await context.ProviderKeys.AsNoTracking().ToListAsync(cancel))
        {
            await RotateAsync(key.KeyToken, new("provider", key.Provider), token =>
                context.ProviderKeys.Where(k => k.Provider == key.Provider && k.KeyToken == key.KeyToken).ExecuteUpdateAsync(k => k.SetProperty(x => x.KeyToken, token), cancel));
        }

        await transaction.CommitAsync(cancel);
        log.LogInformation("Key rotation: {Reencrypted} encrypted anew, {Current} were already, {Undecryptable} cannot be decrypted", changed, current, lost.Count);
        return new(changed, current, lost);

        async Task RotateAsync(string token, StoredSecret secret, Func<string, Task<int>> store)
        {
            if (_current.TryDecrypt(token) is not null) current++;
            else if (fernet.TryDecrypt(token) is { } plain) changed += await store(_current.Encrypt(plain));
            else lost.Add(secret);
        }
    }
}
