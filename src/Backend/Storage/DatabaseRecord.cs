using System.Text.Json;
using ArgusAI.Backend.Configuration;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Storage;

/// <summary>The recorded choice, <c>data/database.json</c>: <c>{"provider": "sqlite"|"postgres", "installation_id": "…"}</c>.</summary>
/// <param name="Provider">Which database was in use.</param>
/// <param name="InstallationId">The id that the database itself holds too.</param>
public sealed record DatabaseRecord(DatabaseKind Provider, string InstallationId)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        WriteIndented = true,
    };

    /// <summary>Reads it; null when there is none.</summary>
    /// <exception cref="StartupException">It is there and cannot be read.</exception>
    public static DatabaseRecord? Read(string data)
    {
        string path = Path.Combine(data, DataLayout.DatabaseRecord);
        if (!File.Exists(path)) return null;
        try
        {
            if (JsonSerializer.Deserialize<DatabaseRecord>(File.ReadAllText(path), Json) is
                { Provider: DatabaseKind.Sqlite or DatabaseKind.Postgres, InstallationId.Length: > 0 } record) return record;
        }
        catch (JsonException)
        {
            // Told below: a record that is not understood must never be guessed around.
        }

        throw new StartupException(BackendEnvironment.DatabaseUrl.Name, $"is auto, and {path} cannot be understood",
            "say which database holds your data: DATABASE_URL=sqlite or DATABASE_URL=postgres; the record is then rewritten");
    }

    /// <summary>Writes it so that a kill leaves the old one or the new one, never half of it.</summary>
    public void Write(string data)
    {
        string path = Path.Combine(data, DataLayout.DatabaseRecord), temporary = path + ".new";
        File.WriteAllText(temporary, JsonSerializer.Serialize(this, Json) + "\n");
        File.Move(temporary, path, overwrite: true);
    }
}
