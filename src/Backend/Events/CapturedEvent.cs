using ArgusAI.Backend.Motion;

namespace ArgusAI.Backend.Events;

/// <summary>What was seen of an event, in memory.</summary>
/// <param name="Id">The id it is stored under.</param>
/// <param name="At">When motion was first seen, UTC.</param>
/// <param name="Confidence">The highest of its frames.</param>
/// <param name="Box">What moves in the thumbnail.</param>
/// <param name="Thumbnail">The best frame, a JPEG of 320×180.</param>
/// <param name="Frames">JPEGs of 640×360, in the order of time.</param>
internal sealed record CapturedEvent(Guid Id, DateTime At, double Confidence, BoundingBox Box, byte[] Thumbnail, IReadOnlyList<byte[]> Frames);
