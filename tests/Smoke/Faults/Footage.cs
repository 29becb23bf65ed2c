using ArgusAI.Smoke.Fixture;
using DotNet.Testcontainers.Containers;

namespace ArgusAI.Smoke.Faults;

/// <summary>What cameras show; and the same as a file in the data folder, which a camera of the kind file shows without end, whatever becomes of the network.</summary>
internal static class Footage
{
    /// <summary>The file's path below the data folder.</summary>
    public const string Name = "street.mp4";

    /// <summary>Sets up two cameras that keep the database and the disk busy: with clips, and an event after the other.</summary>
    public static async Task<IReadOnlyList<Camera>> Watch(ArgusClient client)
    {
        var cameras = new List<Camera>();
        foreach (var name in (string[])["first", "second"]) cameras.Add(await client.CreateCamera(name, "rtsp", TestContainer.OpenStream, clips: true, cooldown: 0));
        return cameras;
    }

    /// <summary>Copies the file from a camera's container.</summary>
    public static async Task PutInto(Installation stack, IContainer camera)
    {
        var copy = stack.Clone.File(Name);
        await File.WriteAllBytesAsync(copy, await camera.ReadFileAsync("/footage/vtest.mp4"));
        (await stack.Compose("cp", copy, $"{Services.Backend}:{DataLayout.Root}/{Name}")).Succeeded();
    }
}
