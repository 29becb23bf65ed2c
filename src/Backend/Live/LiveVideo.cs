using System.Threading.Channels;

namespace ArgusAI.Backend.Live;

/// <summary>A camera's video in one quality: decoded and encoded once for all its viewers, and only while there are any.</summary>
internal interface ILiveVideo
{
    /// <summary>What a viewer gets.</summary>
    VideoQuality Quality { get; }

    /// <summary>Adds a viewer; null when there is too much live video already.</summary>
    Viewing? Join();
}

/// <summary>A viewer's place; to be given up by disposing of it.</summary>
/// <param name="frames">JPEGs; completes when no more come.</param>
/// <param name="leave">Gives the place up.</param>
internal sealed class Viewing(Channel<byte[]> frames, Action leave) : IDisposable
{
    /// <summary>JPEGs; completes when no more come.</summary>
    public Channel<byte[]> Frames { get; } = frames;

    /// <inheritdoc/>
    public void Dispose() => leave();
}

/// <summary>How much live video there is at most at once, of all cameras: what a home's server can do beside its work.</summary>
internal sealed class VideoLimits : IDisposable
{
    /// <summary>Viewers.</summary>
    public const int MostViewers = 32;

    /// <summary>Videos that are decoded for viewers only.</summary>
    public const int MostDecoders = 4;

    /// <summary>Places of viewers.</summary>
    public SemaphoreSlim Viewers { get; } = new(MostViewers);

    /// <summary>Places of decoders.</summary>
    public SemaphoreSlim Decoders { get; } = new(MostDecoders);

    /// <inheritdoc/>
    public void Dispose()
    {
        Viewers.Dispose();
        Decoders.Dispose();
    }
}
