using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using ArgusAI.Operations.Images;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Images;

/// <summary>The images for arm64: pulled from the registry and started here, emulated.</summary>
/// <remarks>
/// Motion detection is left out: no package holds OpenCvSharp's library for arm64 (docs/limits.md). QEMU does not see what .NET
/// writes into code through a second mapping of its memory (W^X), so that is off here.
/// </remarks>
[Collection(nameof(Released))]
public sealed class Arm64Tests(Released released)
{
    private const string Platform = "linux/arm64";
    private const int ElfMachine = 18;
    private const ushort Aarch64 = 183;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Every_program_and_library_in_it_is_made_for_arm64(int image)
    {
        var archive = released.Images[image].Archive;
        var programs = archive.Images.Single(i => i.Platform == Platform).Layers.SelectMany(layer => archive.Blob(layer, Programs)).ToList();
        Assert.NotEmpty(programs);
        Assert.DoesNotContain(programs, p => p.Machine != Aarch64);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres", Profiles.Postgres)]
    public async Task It_starts_migrates_its_database_and_serves_pages_and_API(string provider, params string[] profiles)
    {
        await using var stack = await Installation.Prepare($"""
            services:
              backend:
                {Service(0)}
                environment:
                  DOTNET_EnableWriteXorExecute: '0'
              frontend:
                {Service(1)}
            """, ours: false);
        foreach (var image in released.Images) (await stack.Shell.Docker("pull", "--quiet", "--platform", Platform, image.Name)).Succeeded();
        try
        {
            Measurements.Note($"arm64_up_to_healthy_seconds_{provider}", (await stack.Up(profiles)).TotalSeconds);
            foreach (var service in (string[])[Services.Backend, Services.Frontend]) await IsEmulated(stack, service);

            using var client = new ArgusClient(stack.Frontend);
            var ready = await ArgusClient.Read<JsonElement>(await client.Http.GetAsync("api/v1/system/health", TestContext.Current.CancellationToken));
            Assert.Equal("healthy", ready.GetProperty("status").GetString());
            Assert.Equal(provider, ready.GetProperty("checks").GetProperty("database").GetProperty("provider").GetString());
            Assert.StartsWith("7.", ready.GetProperty("checks").GetProperty("ffmpeg").GetProperty("version").GetString(), StringComparison.Ordinal);
            Assert.NotEqual("healthy", ready.GetProperty("checks").GetProperty("opencv").GetProperty("status").GetString());

            Assert.Equal(HttpStatusCode.OK, (await client.SignIn(stack.Secrets.AdminPassword)).StatusCode);
            var camera = await client.CreateCamera("Door", "rtsp", "rtsp://127.0.0.1:1/none");
            Assert.Equal(camera.Id, (await client.GetCamera(camera.Id)).Id);
            Assert.Contains("ArgusAI", await client.Http.GetStringAsync("sign-in", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            await stack.Compose("down", "--timeout", "20");
            await stack.Shell.Docker(["image", "rm", "--force", .. released.Images.Select(i => i.Name)]);
        }
    }

    private string Service(int image) => $"image: '{released.Images[image].Name}'\n    platform: {Platform}\n    pull_policy: never";

    // The kernel starts the emulator in the program's place.
    private static async Task IsEmulated(Installation stack, string service)
    {
        var container = await stack.Container(service);
        var group = (await stack.Shell.Docker("top", container.ID, "-eo", "pid,args")).Succeeded().Output;
        // qemu-aarch64-static, or Debian's /usr/libexec/qemu-binfmt/aarch64-binfmt-P.
        Assert.Matches("qemu.*aarch64", group);
    }

    private static List<(string Path, ushort Machine)> Programs(Stream layer)
    {
        using var unzipped = new GZipStream(layer, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        var found = new List<(string, ushort)>();
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not { } data || entry.Length < ElfMachine + 2) continue;
            var head = new byte[ElfMachine + 2];
            data.ReadExactly(head);
            if (head is [0x7f, (byte)'E', (byte)'L', (byte)'F', ..]) found.Add((entry.Name, BitConverter.ToUInt16(head, ElfMachine)));
        }

        return found;
    }
}
