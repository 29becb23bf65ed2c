using System.IO.Pipelines;
using System.Text.Json;
using ArgusAI.Backend.Storage;
using CsvHelper;

namespace ArgusAI.Backend.Events;

/// <summary>A file of events, written row by row.</summary>
internal interface IEventRows : IAsyncDisposable
{
    /// <summary>Writes one.</summary>
    ValueTask WriteAsync(MotionEvent e, string cameraName, CancellationToken cancel);

    /// <summary>Sends what is written, and waits while the receiver is slower.</summary>
    ValueTask FlushAsync(CancellationToken cancel);

    /// <summary>Writes and sends the end.</summary>
    ValueTask EndAsync(CancellationToken cancel);
}

/// <summary>As an array of JSON.</summary>
internal sealed class JsonEventRows : IEventRows
{
    private readonly PipeWriter _output;
    private readonly Utf8JsonWriter _json;
    private readonly JsonSerializerOptions _options;

    /// <summary>Begins the array.</summary>
    public JsonEventRows(PipeWriter output, JsonSerializerOptions options)
    {
        (_output, _json, _options) = (output, new(output, new() { Encoder = options.Encoder }), options);
        _json.WriteStartArray();
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(MotionEvent e, string cameraName, CancellationToken cancel)
    {
        JsonSerializer.Serialize(_json, EventView.Of(e, cameraName), _options);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancel)
    {
        // Into the pipe's memory only: disposing does the same, so it never waits.
        _json.Flush();
        await _output.FlushAsync(cancel);
        cancel.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public ValueTask EndAsync(CancellationToken cancel)
    {
        _json.WriteEndArray();
        return FlushAsync(cancel);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _json.Reset();
        return _json.DisposeAsync();
    }
}

/// <summary>As CSV (RFC 4180) with a header.</summary>
internal sealed class CsvEventRows : IEventRows
{
    // A spreadsheet runs what begins like a formula; what an AI or a camera's name says must never be one.
    private static readonly CsvWriterOptions Options = new() { Injection = CsvInjection.Escape };

    private readonly CsvWriter _csv;

    /// <summary>Begins with the header.</summary>
    public CsvEventRows(Stream output)
    {
        _csv = CsvWriter.Create(output, Options, leaveOpen: true);
        foreach (string column in (ReadOnlySpan<string>)
        [
            "id", "camera_id", "camera_name", "timestamp", "confidence", "description", "described_by", "objects", "frame_count", "clip_seconds", "box_x", "box_y", "box_width", "box_height",
        ])
        {
            _csv.WriteField(column);
        }

        _csv.EndRecord();
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(MotionEvent e, string cameraName, CancellationToken cancel)
    {
        _csv.WriteField(e.Id, default);
        _csv.WriteField(e.CameraId, default);
        _csv.WriteField(cameraName);
        _csv.WriteField(e.Timestamp, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        _csv.WriteField(e.Confidence, default);
        _csv.WriteField(e.Description);
        _csv.WriteField(e.DescribedBy);
        _csv.WriteField(e.Objects.Trim(','));
        _csv.WriteField(e.FrameCount, default);
        _csv.WriteField(e.ClipSeconds, default);
        foreach (double edge in (ReadOnlySpan<double>)[e.BoxX, e.BoxY, e.BoxWidth, e.BoxHeight]) _csv.WriteField(edge, default);
        await _csv.EndRecordAsync(cancel);
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(CancellationToken cancel) => await _csv.FlushAsync(cancel);

    /// <inheritdoc/>
    public async ValueTask EndAsync(CancellationToken cancel) => await _csv.FlushAsync(cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _csv.DisposeAsync();
}
