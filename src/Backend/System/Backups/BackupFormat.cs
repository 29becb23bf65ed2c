using System.Text.Json;
using System.Text.RegularExpressions;
using ArgusAI.Contract;

namespace ArgusAI.Backend.SystemState;

/// <summary>The last entry of a backup; an archive without it is not whole.</summary>
/// <param name="Format">The format's version.</param>
/// <param name="Version">The service's version.</param>
/// <param name="Schema">The last migration's name, without its time: the same on both databases.</param>
/// <param name="Provider">The database it was read from.</param>
/// <param name="InstallationId">Whose it is; a restore changes no installation's own.</param>
/// <param name="CreatedAt">When the rows were read, UTC.</param>
/// <param name="Rows">How many rows each table has.</param>
/// <param name="Files">How many files of events follow the tables.</param>
/// <param name="HashesSha256">SHA-256 over all lists of hashes, one after the other, in hexadecimal.</param>
public sealed record BackupManifest(
    int Format, string Version, string Schema, string Provider, string InstallationId, DateTime CreatedAt, IReadOnlyDictionary<string, int> Rows, int Files, string HashesSha256);

/// <summary>
/// The archive: tar in gzip. <c>tables/{table}/NNNNNN.jsonl</c> in parts of about 1 MB, <c>files/</c> as in the data folder,
/// <c>hashes/NNNNNN.sha256</c> (as sha256sum writes it) after every thousand of them, at last <c>manifest.json</c>.
/// </summary>
internal static partial class BackupFormat
{
    /// <summary>The format that is written and read.</summary>
    public const int Version = 1;

    /// <summary>The manifest's name.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>What begins the name of a table's part, a file and a list of hashes.</summary>
    public const string Tables = "tables/", Files = "files/", Hashes = "hashes/";

    /// <summary>A part of a table is ended at this size, in bytes.</summary>
    public const int PartSize = 1 << 20;

    /// <summary>No part, no list and no manifest is larger, in bytes: they are read whole.</summary>
    public const int LargestText = 16 << 20;

    /// <summary>How many entries one list of hashes is for, at most.</summary>
    public const int HashesAtOnce = 1000;

    /// <summary>The folders whose files are in it.</summary>
    public static readonly IReadOnlyList<string> Folders = [DataLayout.Thumbnails, DataLayout.Frames, DataLayout.Videos];

    /// <summary>How the manifest is written.</summary>
    public static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Every name that may be in an archive. Nothing that could lead elsewhere is among them.</summary>
    [GeneratedRegex(@"\A(manifest\.json|hashes/\d{6}\.sha256|tables/[a-z_]{1,40}/\d{6}\.jsonl|files/(thumbnails/\d{4}-\d{2}-\d{2}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.jpg|frames/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/frame_\d{3}\.jpg|videos/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.mp4))\z")]
    public static partial Regex Names();

    /// <summary>A migration's name without its time.</summary>
    public static string Schema(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];
}
