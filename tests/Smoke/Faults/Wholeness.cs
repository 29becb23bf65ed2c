using System.Buffers.Binary;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Faults;

/// <summary>Whether an event's files are there from the first byte to the last: half a file is what a fault while it is written can leave.</summary>
internal static class Wholeness
{
    /// <summary>What is missing, or not whole, of what an event shows.</summary>
    public static async Task<IReadOnlyList<string>> Problems(ArgusClient client, CameraEvent e)
    {
        var problems = new List<string>();
        foreach (var picture in e.FrameUrls.Prepend(e.ThumbnailUrl)) await Look(picture, IsJpeg);
        if (e.FrameUrls.Count == 0) problems.Add($"event {e.Id} of {e.Timestamp:HH:mm:ss.fff} has no frames");
        if (e.ClipUrl is not null) await Look(e.ClipUrl, IsMp4);
        return problems;

        async Task Look(string url, Func<byte[], bool> isWhole)
        {
            using var answer = await client.Http.GetAsync(url);
            var file = await answer.Content.ReadAsByteArrayAsync();
            if (!answer.IsSuccessStatusCode) problems.Add($"{url} of an event of {e.Timestamp:HH:mm:ss.fff} answers {(int)answer.StatusCode}");
            else if (!isWhole(file)) problems.Add($"{url} of an event of {e.Timestamp:HH:mm:ss.fff} is not whole: {file.Length} bytes");
        }
    }

    internal static bool IsJpeg(byte[] file) => file is [0xFF, 0xD8, .., 0xFF, 0xD9];

    // Boxes of a length and a name, one after the other up to the end; without the index nothing plays.
    internal static bool IsMp4(byte[] file)
    {
        bool hasIndex = false, hasVideo = false;
        int at = 0;
        while (at + 8 <= file.Length)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            var name = file.AsSpan(at + 4, 4);
            hasIndex |= name.SequenceEqual("moov"u8);
            hasVideo |= name.SequenceEqual("mdat"u8);
            if (length < 8 || length > file.Length - at) return false;
            at += (int)length;
        }
        return at == file.Length && hasIndex && hasVideo;
    }
}
