namespace ArgusAI.Operations.Images;

/// <summary>A folder below <c>artifacts</c> for archives that are handed on and then removed. What a killed run left is removed by the next one.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "transfer-";

    internal TemporaryFolder(Workspace workspace)
    {
        var parent = Directory.CreateDirectory(workspace.Artifacts).FullName;
        foreach (var left in Directory.GetDirectories(parent, Prefix + "*").Where(f => !IsAlive(f))) Directory.Delete(left, recursive: true);
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():n}")).FullName;
    }

    internal string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static bool IsAlive(string folder) =>
        int.TryParse(System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-')[0], out int owner) && Directory.Exists($"/proc/{owner}");
}
