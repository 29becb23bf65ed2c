using System.Text.Json;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Descriptions.Providers;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Descriptions;

/// <summary>Which providers have a key, which models are asked and in which order; read from the database once, and again after a change.</summary>
internal sealed class ProviderDirectory(ArgusDatabase database, BackendSettings settings, Fernet fernet, ILogger<ProviderDirectory> log) : IDisposable
{
    /// <summary>The setting that holds the order: a JSON list of names.</summary>
    public const string OrderSetting = "ai_order";

    /// <summary>The setting that holds the models: a JSON object, name → model.</summary>
    public const string ModelsSetting = "ai_models";

    /// <summary>Characters of a model's name, as the database takes them.</summary>
    public const int LongestModel = 100;

    private readonly SemaphoreSlim _changing = new(1);
    private volatile IReadOnlyList<ProviderState>? _known;

    /// <summary>False when it is certain that no provider has a key.</summary>
    public bool MayAsk => _known is not { } known || known.Any(p => p.Key is not null);

    /// <summary>All providers in the order they are asked, with a key or without.</summary>
    public async Task<IReadOnlyList<ProviderState>> AllAsync(CancellationToken cancel)
    {
        if (_known is { } known) return known;
        await _changing.WaitAsync(cancel);
        try
        {
            return _known ??= await ReadAsync(cancel);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Forgets what was read: someone else wrote these tables, as a restored backup does.</summary>
    public void Forget() => _known = null;

    /// <summary>Stores a key, or removes it when it is empty.</summary>
    public async Task SetKeyAsync(string provider, string key, CancellationToken cancel)
    {
        await ChangeAsync(async context =>
        {
            var row = await context.ProviderKeys.SingleOrDefaultAsync(k => k.Provider == provider, cancel);
            if (key.Length == 0)
            {
                if (row is not null) context.ProviderKeys.Remove(row);
                return;
            }

            if (row is null) context.ProviderKeys.Add(row = new() { Provider = provider, KeyToken = "" });
            (row.KeyToken, row.UpdatedAt) = (fernet.Encrypt(key), UtcTime.Now);
        }, cancel);
        log.LogInformation("The stored key of {Provider} is {Change}", provider, key.Length == 0 ? "removed" : "set");
    }

    /// <summary>Sets the model that a provider is asked for; empty means its default.</summary>
    public Task SetModelAsync(string provider, string model, CancellationToken cancel) => ChangeAsync(async context =>
    {
        var models = new Dictionary<string, string>(await JsonSettings.ReadAsync<Dictionary<string, string>>(context, ModelsSetting, cancel) ?? []);
        if (model.Length == 0) models.Remove(provider);
        else models[provider] = model;
        await JsonSettings.WriteAsync(context, ModelsSetting, JsonSerializer.Serialize(models), cancel);
    }, cancel);

    /// <summary>Sets the order; providers that are not named come after those that are.</summary>
    public Task SetOrderAsync(IReadOnlyList<string> names, CancellationToken cancel) =>
        ChangeAsync(context => JsonSettings.WriteAsync(context, OrderSetting, JsonSerializer.Serialize(names), cancel), cancel);

    /// <inheritdoc/>
    public void Dispose() => _changing.Dispose();

    private async Task ChangeAsync(Func<ArgusContext, Task> change, CancellationToken cancel)
    {
        await _changing.WaitAsync(cancel);
        try
        {
            await using var context = database.CreateDbContext();
            await change(context);
            await context.SaveChangesAsync(cancel);
            _known = null;
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task<IReadOnlyList<ProviderState>> ReadAsync(CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        var stored = await context.ProviderKeys.AsNoTracking().ToDictionaryAsync(k => k.Provider, k => k.KeyToken, cancel);
        var models = await JsonSettings.ReadAsync<Dictionary<string, string?>>(context, ModelsSetting, cancel) ?? [];
        var order = await JsonSettings.ReadAsync<List<string?>>(context, OrderSetting, cancel) ?? [];
        return [.. KnownProviders.All.OrderBy(p => order.IndexOf(p.Name) is >= 0 and var place ? place : int.MaxValue).Select(p => State(p, stored.GetValueOrDefault(p.Name), models.GetValueOrDefault(p.Name)))];
    }

    private ProviderState State(IVisionProvider provider, string? token, string? model)
    {
        string? given = settings.Providers.FirstOrDefault(p => p.Name == provider.Name)?.ApiKey;
        string? stored = token is null ? null : fernet.TryDecrypt(token);
        if (token is not null && stored is null)
            log.LogWarning("The stored key of {Provider} cannot be decrypted: ENCRYPTION_KEY is not the one it was stored with; enter the key again", provider.Name);
        return new(provider, given ?? stored, given is not null ? KeySource.Environment : stored is not null ? KeySource.Stored : KeySource.None,
            token is not null, model is { Length: > 0 and <= LongestModel } ? model : provider.DefaultModel, settings.ProviderServers.GetValueOrDefault(provider.Name));
    }
}
