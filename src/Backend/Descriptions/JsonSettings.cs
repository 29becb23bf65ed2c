using System.Text.Json;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Descriptions;

/// <summary>Settings that are JSON in the database.</summary>
internal static class JsonSettings
{
    /// <summary>Reads one. What is not the JSON that is expected counts as not set: the defaults are better than no descriptions.</summary>
    public static async Task<T?> ReadAsync<T>(ArgusContext context, string name, CancellationToken cancel) where T : class
    {
        try
        {
            return await context.Settings.AsNoTracking().Where(s => s.Name == name).Select(s => s.Value).SingleOrDefaultAsync(cancel) is { } json ? JsonSerializer.Deserialize<T>(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes one; the caller saves.</summary>
    public static async Task WriteAsync(ArgusContext context, string name, string json, CancellationToken cancel)
    {
        var row = await context.Settings.SingleOrDefaultAsync(s => s.Name == name, cancel);
        if (row is null) context.Settings.Add(row = new() { Name = name, Value = "" });
        (row.Value, row.UpdatedAt) = (json, UtcTime.Now);
    }
}
