namespace ArgusAI.Containers.Compose;

/// <summary>A process limit; -1 is no limit.</summary>
/// <param name="Soft">What holds at first.</param>
/// <param name="Hard">What the process may raise it to.</param>
public sealed record Ulimit(Interpolated<long> Soft, Interpolated<long> Hard) : ExtensiblePart;

/// <summary>What a container may read and write on disks.</summary>
public sealed record BlockIo : ComposePart
{
    /// <summary>Its weight when the disks are busy, from 10 to 1000.</summary>
    public Interpolated<int>? Weight { get; init; }
    /// <summary>The same for single devices.</summary>
    public Items<DeviceWeight> DeviceWeights { get; init; } = [];
    /// <summary>What it may read from a device.</summary>
    public Items<ByteRate> ReadBytes { get; init; } = [];
    /// <summary>What it may write to a device.</summary>
    public Items<ByteRate> WriteBytes { get; init; } = [];
    /// <summary>How often it may read from a device.</summary>
    public Items<OperationRate> ReadOperations { get; init; } = [];
    /// <summary>How often it may write to a device.</summary>
    public Items<OperationRate> WriteOperations { get; init; } = [];
}

/// <summary>A weight for one device.</summary>
/// <param name="Path">The device, such as <c>/dev/sda</c>.</param>
/// <param name="Weight">From 10 to 1000.</param>
public sealed record DeviceWeight(Template Path, Interpolated<int> Weight) : ComposePart;

/// <summary>A rate for one device.</summary>
/// <param name="Path">The device, such as <c>/dev/sda</c>.</param>
/// <param name="Rate">Bytes per second.</param>
public sealed record ByteRate(Template Path, Interpolated<ByteSize> Rate) : ComposePart;

/// <summary>A rate for one device.</summary>
/// <param name="Path">The device, such as <c>/dev/sda</c>.</param>
/// <param name="Rate">Operations per second.</param>
public sealed record OperationRate(Template Path, Interpolated<long> Rate) : ComposePart;

/// <summary>How much memory and swap a container may use together.</summary>
/// <param name="Size">The sum of both; null is no limit, written <c>-1</c>.</param>
public readonly record struct SwapLimit(ByteSize? Size) : IParsable<SwapLimit>
{
    /// <summary>As much swap as the host has.</summary>
    public static SwapLimit Unlimited => default;
    /// <summary>So much.</summary>
    public static implicit operator SwapLimit(ByteSize size) => new(size);

    /// <exception cref="ArgumentException">Neither a size nor -1.</exception>
    public static SwapLimit Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var limit) ? limit : throw Expected.Form("swap limit", s, "a size such as 2g, or -1 for no limit");

    /// <inheritdoc/>
    public static bool TryParse(string? s, IFormatProvider? provider, out SwapLimit result)
    {
        result = s is not "-1" && ByteSize.TryParse(s, null, out var size) ? new(size) : Unlimited;
        return s is "-1" || result.Size is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Size?.ToString() ?? "-1";
}
