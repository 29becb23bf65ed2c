using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.SystemState;

/// <summary>A table as a backup holds it: a line of JSON for each row, the same from both databases.</summary>
internal abstract class BackupTable
{
    /// <summary>What a backup holds, in the order in which rows may be added. Sessions are left out: a sign-in belongs to its device and its installation, not to the data.</summary>
    public static readonly IReadOnlyList<BackupTable> All =
    [
        new Of<Account>("accounts", c => c.Accounts.OrderBy(x => x.Id)),
        new Of<Camera>("cameras", c => c.Cameras.OrderBy(x => x.Id)),
        new Of<MotionEvent>("events", c => c.Events.OrderBy(x => x.Timestamp).ThenBy(x => x.Id)),
        new Of<Setting>("settings", c => c.Settings.Where(x => x.Name != RestoredFiles.Marker).OrderBy(x => x.Name)),
        new Of<ProviderKey>("provider_keys", c => c.ProviderKeys.OrderBy(x => x.Provider)),
        new Of<ProviderCall>("provider_calls", c => c.ProviderCalls.OrderBy(x => x.Id)),
        new Of<PushSubscription>("push_subscriptions", c => c.PushSubscriptions.OrderBy(x => x.Id)),
    ];

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ColumnsOnly } },
    };

    /// <summary>Its name in the archive.</summary>
    public required string Name { get; init; }

    /// <summary>Its rows.</summary>
    public abstract IAsyncEnumerable<object> Read(ArgusContext context);

    /// <summary>One row as JSON, without a line's end.</summary>
    public abstract byte[] Write(object row);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is not a row of this table.</exception>
    public abstract object Parse(string line);

    /// <summary>Removes all rows.</summary>
    public abstract Task ClearAsync(ArgusContext context, CancellationToken cancel);

    private static void ColumnsOnly(JsonTypeInfo type)
    {
        foreach (var reference in type.Properties.Where(p => p.PropertyType == typeof(Camera) || p.PropertyType == typeof(Account)).ToList()) type.Properties.Remove(reference);
    }

    private sealed class Of<T> : BackupTable
        where T : class
    {
        private readonly Func<ArgusContext, IQueryable<T>> _rows;

        [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
        public Of(string name, Func<ArgusContext, IQueryable<T>> rows) => (Name, _rows) = (name, rows);

        public override IAsyncEnumerable<object> Read(ArgusContext context) => _rows(context).AsNoTracking().AsAsyncEnumerable();

        public override byte[] Write(object row) => JsonSerializer.SerializeToUtf8Bytes((T)row, Json);

        public override object Parse(string line) => JsonSerializer.Deserialize<T>(line, Json) ?? throw new JsonException("null is no row.");

        public override Task ClearAsync(ArgusContext context, CancellationToken cancel) => context.Set<T>().ExecuteDeleteAsync(cancel);
    }
}
