using System.Text.Json;

namespace ArgusAI.Backend.Tests.Running;

/// <summary>An application folder that goes away with the test.</summary>
internal sealed class AppFolder : IDisposable
{
    public AppFolder() => Directory.CreateDirectory(Data);

    public string Path { get; } = Directory.CreateTempSubdirectory("argusai-backend-").FullName;

    public string Data => System.IO.Path.Combine(Path, "data");

    public string Record => System.IO.Path.Combine(Data, "database.json");

    public string In(string name) => System.IO.Path.Combine(Data, name);

    public (string Provider, string Id) ReadRecord()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Record));
        return (json.RootElement.GetProperty("provider").GetString()!, json.RootElement.GetProperty("installation_id").GetString()!);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
