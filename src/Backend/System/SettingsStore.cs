using System.Text.Json;
using System.Text.Json.Nodes;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.SystemState;

/// <summary>The settings: in the database one row for each that differs from its default, in memory the whole record, which everyone reads.</summary>
internal sealed class SettingsStore(ArgusDatabase database, ILogger<SettingsStore> log) : IHostedService, IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly SemaphoreSlim _changing = new(1);
    private volatile ServiceSettings _current = new();

    /// <summary>What holds now: all of one change, or nothing of it.</summary>
    public ServiceSettings Current => _current;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => LoadAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Reads them from the database, as at the start.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        var merged = Write(new());
        foreach (var row in await context.Settings.AsNoTracking().ToListAsync(cancel))
        {
            // Of another version, or of another feature: not an error, and not lost.
            if (!merged.ContainsKey(row.Name)) continue;
            var known = merged[row.Name]?.DeepClone();
            merged[row.Name] = JsonNode.Parse(row.Value);
            if (Read(merged) is { } read && read.Check().Count == 0) continue;
            log.LogWarning("The stored setting {Name} has a value that this version does not take; its default holds", row.Name);
            merged[row.Name] = known;
        }

        _current = Read(merged)!;
    }

    /// <summary>Changes those that are named, all or none.</summary>
    /// <param name="changes">Values by name; null gives a setting its default back.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>What is wrong, by name; empty when it is done.</returns>
    public async Task<Dictionary<string, string[]>> ChangeAsync(JsonObject changes, CancellationToken cancel)
    {
        await _changing.WaitAsync(cancel);
        try
        {
            var (defaults, merged, errors) = (Write(new()), Write(_current), new Dictionary<string, string[]>());
            foreach (var (name, value) in changes)
            {
                var known = merged[name]?.DeepClone();
                if (!merged.ContainsKey(name)) errors[name] = ["is no setting."];
                else merged[name] = (value ?? defaults[name])?.DeepClone();
                if (errors.ContainsKey(name) || Read(merged) is not null) continue;
                errors[name] = ["has a value of the wrong type."];
                merged[name] = known;
            }

            var next = Read(merged)!;
            foreach (var (name, problem) in next.Check()) errors[name] = problem;
            if (errors.Count > 0) return errors;
            await StoreAsync(merged, defaults, cancel);
            _current = next;
            log.LogInformation("Changed the settings {Names}", string.Join(", ", changes.Select(c => c.Key)));
            return errors;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _changing.Dispose();

    private async Task StoreAsync(JsonObject settings, JsonObject defaults, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        var stored = await context.Settings.ToDictionaryAsync(s => s.Name, cancel);
        foreach (var (name, value) in settings)
        {
            string text = value?.ToJsonString() ?? "null";
            bool isDefault = JsonNode.DeepEquals(value, defaults[name]);
            if (stored.TryGetValue(name, out var row))
            {
                if (isDefault) context.Settings.Remove(row);
                else if (row.Value != text) (row.Value, row.UpdatedAt) = (text, UtcTime.Now);
            }
            else if (!isDefault) context.Settings.Add(new() { Name = name, Value = text, UpdatedAt = UtcTime.Now });
        }

        // One save is one transaction.
        await context.SaveChangesAsync(cancel);
    }

    private static JsonObject Write(ServiceSettings settings) => JsonSerializer.SerializeToNode(settings, Json)!.AsObject();

    private static ServiceSettings? Read(JsonObject settings)
    {
        try
        {
            return settings.Deserialize<ServiceSettings>(Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
