using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.SystemState;
using ArgusAI.Backend.Tests.Running;

namespace ArgusAI.Backend.Tests;

/// <summary>Everything that is stored, from one database to the other and back, and nothing half of it.</summary>
public sealed class BackupTests(BothDatabases databases) : IClassFixture<BothDatabases>
{
    private const string Day = "2026-03-01";

    private static async Task FillAsync(OneDatabase one, string name, int count)
    {
        using var answer = await one.Client.PostAsJsonAsync("/api/v1/cameras", new { name, type = "rtsp", source = "rtsp://192.0.2.1/x", username = "u", password = "p-" + name, enabled = false });
        answer.EnsureSuccessStatusCode();
        var camera = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var events = Enumerable.Range(0, count).Select(n => new MotionEvent
        {
            CameraId = camera, Timestamp = new DateTime(2026, 3, 1, 12, 0, 0, 123, DateTimeKind.Utc).AddSeconds(n), Confidence = 1 / 3d, Description = n % 2 == 0 ? "Tür \"auf\"\n" + name : null,
            Objects = ",person,", FrameCount = 2, ClipSeconds = 1.5, BoxX = 0.1,
        }).ToList();
        await one.AddEventsAsync(events);
        foreach (var e in events)
        {
            one.Write($"thumbnails/{Day}/{e.Id}.jpg", Encoding.UTF8.GetBytes(name + e.Id));
            one.Write($"frames/{e.Id}/frame_001.jpg", [1]);
            one.Write($"frames/{e.Id}/frame_002.jpg", []);
            one.Write($"videos/{e.Id}.mp4", Encoding.UTF8.GetBytes("clip " + name));
        }
    }

    private static async Task<string> StateAsync(OneDatabase one)
    {
        string rows = (await one.Backend.GetJsonAsync("/api/v1/events?limit=200")).ToString();
        await using var context = one.Open();
        string tokens = string.Join(',', context.Cameras.OrderBy(c => c.Id).Select(c => c.PasswordToken));
        string files = string.Join('\n', new[] { "thumbnails", "frames", "videos" }.SelectMany(f => Directory.Exists(one.App.In(f)) ? Directory.GetFiles(one.App.In(f), "*", SearchOption.AllDirectories) : [])
            .Order(StringComparer.Ordinal).Select(f => Path.GetRelativePath(one.App.Data, f) + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))));
        return $"{rows}\n{tokens}\n{files}";
    }

    private static async Task<HttpResponseMessage> RestoreAsync(OneDatabase one, byte[] archive) =>
        await one.Client.PostAsync("/api/v1/system/restore", new ByteArrayContent(archive) { Headers = { ContentType = new("application/gzip") } });

    private static List<(string Name, byte[] Content)> Read(byte[] archive)
    {
        using var tar = new TarReader(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress));
        var entries = new List<(string, byte[])>();
        while (tar.GetNextEntry() is { } entry)
        {
            var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            entries.Add((entry.Name, content.ToArray()));
        }

        return entries;
    }

    private static byte[] Write(IEnumerable<TarEntry> entries)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var entry in entries) tar.WriteEntry(entry);
        }

        return bytes.ToArray();
    }

    private static byte[] Write(IEnumerable<(string Name, byte[] Content)> entries) =>
        Write(entries.Select(e => new PaxTarEntry(TarEntryType.RegularFile, e.Name) { DataStream = new MemoryStream(e.Content) }));

    [Theory]
    [InlineData(BothDatabases.Sqlite, BothDatabases.Postgres)]
    [InlineData(BothDatabases.Postgres, BothDatabases.Sqlite)]
    public async Task A_backup_of_one_database_restores_into_the_other(string from, string to)
    {
        await using var source = await databases.StartAsync(from);
        await using var target = await databases.StartAsync(to);
        await FillAsync(source, "gate", 150);
        await FillAsync(target, "other", 3);
        // Larger than any other request may be.
        byte[] large = RandomNumberGenerator.GetBytes(60 << 20);
        Guid first = Guid.Parse(Path.GetFileNameWithoutExtension(Directory.GetFiles(source.App.In("videos"))[0]));
        source.Write($"videos/{first}.mp4", large);
        using (var changed = await source.Client.PutAsJsonAsync("/api/v1/system/settings", new { retention_days = 12 })) changed.EnsureSuccessStatusCode();
        string installation = target.App.ReadRecord().Id, before = await StateAsync(source);

        byte[] archive = await source.Client.GetByteArrayAsync("/api/v1/system/backup");
        using var restored = await RestoreAsync(target, archive);

        Assert.True(restored.IsSuccessStatusCode, await restored.Content.ReadAsStringAsync());
        var report = await restored.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((150, 600, from), (report.GetProperty("rows").GetProperty("events").GetInt32(), report.GetProperty("files").GetInt32(), report.GetProperty("provider").GetString()));
        await target.Backend.SignInAsync();
        Assert.Equal(before, await StateAsync(target));
        Assert.Equal(12, (await target.Backend.GetJsonAsync("/api/v1/system/settings")).GetProperty("retention_days").GetInt32());
        Assert.Equal("gate", (await target.Backend.GetJsonAsync("/api/v1/cameras")).GetProperty("items")[0].GetProperty("name").GetString());
        Assert.False(Directory.Exists(target.App.In("restore.new")));
        Assert.DoesNotContain("p-gate", string.Join('\n', Read(archive).Select(e => Encoding.Latin1.GetString(e.Content.Length < 100_000 ? e.Content : []))), StringComparison.Ordinal);
        await target.RestartAsync();
        Assert.Equal((before, installation), (await StateAsync(target), target.App.ReadRecord().Id));
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task An_archive_that_is_not_sound_changes_nothing(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        await FillAsync(one, "gate", 3);
        byte[] good = await one.Client.GetByteArrayAsync("/api/v1/system/backup");
        var entries = Read(good);
        string before = await StateAsync(one);
        List<(string Name, byte[] Content)> With(Func<(string Name, byte[] Content), (string, byte[])> change) => [.. entries.Select(change)];
        byte[] Text(byte[] content, string old, string changed) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace(old, changed, StringComparison.Ordinal));
        // Sound hashes over rows that are not: the list and the manifest are made anew.
        byte[] Forged(string table, string old, string changed)
        {
            var forged = With(e => (e.Name, e.Name.StartsWith("tables/" + table, StringComparison.Ordinal) ? Text(e.Content, old, changed) : e.Content));
            byte[] list = Encoding.UTF8.GetBytes(string.Concat(forged.Where(e => e.Name.Contains('/', StringComparison.Ordinal) && !e.Name.StartsWith("hashes", StringComparison.Ordinal))
                .Select(e => $"{Convert.ToHexStringLower(SHA256.HashData(e.Content))}  {e.Name}\n")));
            string oldHash = JsonDocument.Parse(forged[^1].Content).RootElement.GetProperty("hashes_sha256").GetString()!;
            return Write(forged.Select(e => e.Name.StartsWith("hashes", StringComparison.Ordinal) ? (e.Name, list)
                : e.Name == "manifest.json" ? (e.Name, Text(e.Content, oldHash, Convert.ToHexStringLower(SHA256.HashData(list)))) : e));
        }

        string camera = (await one.Backend.GetJsonAsync("/api/v1/cameras")).GetProperty("items")[0].GetProperty("id").GetString()!;
        TarEntry Link(TarEntryType type) => new PaxTarEntry(type, "files/videos/00000000-0000-0000-0000-000000000000.mp4") { LinkName = "/etc/passwd" };
        var archives = new Dictionary<string, byte[]>
        {
            ["nothing"] = [], ["no gzip"] = [1, 2, 3], ["half of it"] = good[..(good.Length / 2)], ["no manifest"] = Write(entries.SkipLast(1)), ["no hashes"] = Write(entries.Where(e => !e.Name.StartsWith("hashes", StringComparison.Ordinal))),
            ["a changed file"] = Write(With(e => (e.Name, e.Name.EndsWith(".mp4", StringComparison.Ordinal) ? [7] : e.Content))),
            ["a changed row"] = Write(With(e => (e.Name, e.Name.StartsWith("tables/events", StringComparison.Ordinal) ? Text(e.Content, "person", "parson") : e.Content))),
            ["a lost entry"] = Write(entries.Where((e, n) => n != 1)), ["another format"] = Write(With(e => (e.Name, e.Name == "manifest.json" ? Text(e.Content, "\"format\": 1", "\"format\": 2") : e.Content))),
            ["another schema"] = Write(With(e => (e.Name, e.Name == "manifest.json" ? Text(e.Content, "\"Service\"", "\"Later\"") : e.Content))),
            ["an entry twice"] = Write(entries.Take(1).Concat(entries)), ["one more"] = Write(entries.Append(("tables/events/999999.jsonl", []))),
            ["a symbolic link"] = Write([Link(TarEntryType.SymbolicLink)]), ["a hard link"] = Write([Link(TarEntryType.HardLink)]),
            ["no administrator"] = Forged("accounts", "\"admin\"", "\"viewer\""), ["a row of another shape"] = Forged("events", "\"frame_count\"", "\"frames\""),
            ["a row that is none"] = Forged("events", "{", "["), ["a row without its camera"] = Forged("events", camera, Guid.NewGuid().ToString()),
        };
        foreach (string name in new[] { "../evil", "files/../../evil", "/etc/evil", "files/videos/../../app.db", "files/videos/a.mp4", "tables/events/../x.jsonl", "app.db", "files/thumbnails/2026-03-01/x/../../y.jpg", "manifest.json\n" })
            archives["the name " + name] = Write(entries.SkipLast(1).Prepend((name, [1])));

        foreach (var (what, archive) in archives)
        {
            using var answer = await RestoreAsync(one, archive);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{what}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            Assert.Contains("Nothing was changed", await ApiTests.DetailAsync(answer), StringComparison.Ordinal);
            Assert.False(Directory.Exists(one.App.In("restore.new")), what);
        }

        Assert.Equal(before, await StateAsync(one));
        using var sound = await RestoreAsync(one, Write(entries));
        Assert.Equal(HttpStatusCode.OK, sound.StatusCode);
    }

    [Fact]
    public async Task What_would_fill_the_disk_is_refused_while_it_is_unpacked()
    {
        using var app = new AppFolder();
        byte[] bomb = Write([("files/videos/00000000-0000-0000-0000-000000000000.mp4", new byte[5 << 20])]);
        Assert.True(bomb.Length < 100_000);

        var refused = await Assert.ThrowsAsync<RestoreException>(() => new RestoreArchive(app.Data, 1 << 20).UnpackAsync(new MemoryStream(bomb), CancellationToken.None));

        Assert.Contains("free space", refused.Message, StringComparison.Ordinal);
        Assert.InRange(new DirectoryInfo(app.Data).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length), 0, 1 << 20);
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task A_kill_at_any_moment_leaves_the_old_state_or_the_new_one(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        await FillAsync(one, "new", 100);
        byte[] archive = await one.Client.GetByteArrayAsync("/api/v1/system/backup");
        string after = await StateAsync(one);
        using (var emptied = await one.Client.PostAsJsonAsync("/api/v1/events/delete", new { filter = new { }, confirm = true })) emptied.EnsureSuccessStatusCode();
        await FillAsync(one, "old", 20);
        string before = await StateAsync(one);

        foreach (int milliseconds in new[] { 30, 120, 250, 500 })
        {
            var restoring = RestoreAsync(one, archive);
            await Task.Delay(milliseconds);
            one.Backend.Kill();
            await Task.WhenAny(restoring);
            _ = restoring.Exception;
            await one.RestartAsync();
            string state = await StateAsync(one);
            Assert.True(state == before || state == after, $"a mixture after {milliseconds} ms:\n{state}");
            Assert.False(Directory.Exists(one.App.In("restore.new")));
        }
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task What_cameras_see_while_a_backup_is_restored_is_there_with_its_pictures_or_not_at_all(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        File.Copy(Requirements.Footage, one.App.In("vtest.avi"));
        using var created = await one.Client.PostAsJsonAsync("/api/v1/cameras", new { name = "yard", type = "file", source = "vtest.avi", motion_sensitivity = "high", motion_cooldown = 1 });
        string camera = "/api/v1/cameras/" + (await created.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        byte[] archive = await one.Client.GetByteArrayAsync("/api/v1/system/backup");

        for (int i = 0; i < 4; i++)
        {
            // Something moves all the time: the camera that is taken away leaves an event that waits to be stored.
            await one.Backend.EventuallyAsync("/api/v1/events", p => p.GetProperty("total_count").GetInt32() > 0);
            using var restored = await RestoreAsync(one, archive);
            restored.EnsureSuccessStatusCode();
            await one.Backend.SignInAsync();
        }

        using (var stopped = await one.Client.PutAsJsonAsync(camera, new { enabled = false })) stopped.EnsureSuccessStatusCode();
        one.Backend.Terminate();
        Assert.Equal(0, await one.Backend.ExitAsync());
        await using var context = one.Open();
        var rows = context.Events.Select(e => e.Id.ToString().ToLowerInvariant()).AsEnumerable().Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(rows, Directory.GetDirectories(one.App.In("frames")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(rows, Directory.GetFiles(one.App.In("thumbnails"), "*.jpg", SearchOption.AllDirectories).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(BothDatabases.Sqlite)]
    [InlineData(BothDatabases.Postgres)]
    public async Task A_restore_whose_rows_are_in_is_completed_at_the_next_start_and_any_other_is_cleared(string provider)
    {
        await using var one = await databases.StartAsync(provider);
        one.Write("videos/old.mp4", [1]);
        // As a kill leaves it between two folders: the thumbnails are moved, frames and videos are not.
        one.Write("restore.new/id", Encoding.UTF8.GetBytes("\"this\""));
        one.Write("restore.new/files/videos/new.mp4", [2]);
        Directory.CreateDirectory(one.App.In("restore.new/files/frames"));
        await using (var context = one.Open())
        {
            context.Settings.Add(new() { Name = RestoredFiles.Marker, Value = "\"this\"", UpdatedAt = UtcTime.Now });
            await context.SaveChangesAsync();
        }

        await one.RestartAsync();

        Assert.Equal(["new.mp4"], Directory.GetFiles(one.App.In("videos")).Select(Path.GetFileName));
        Assert.False(Directory.Exists(one.App.In("restore.new")));
        one.Write("restore.new/id", Encoding.UTF8.GetBytes("\"other\""));
        one.Write("restore.new/files/videos/newer.mp4", [3]);
        await one.RestartAsync();
        Assert.Equal(["new.mp4"], Directory.GetFiles(one.App.In("videos")).Select(Path.GetFileName));
        Assert.False(Directory.Exists(one.App.In("restore.new")));
    }
}
