using System.Diagnostics;
using System.Text.Json.Serialization;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Storage;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.SystemState;

/// <summary>One check's last result. Fields that do not apply are left out of the answer.</summary>
/// <param name="Status"><c>healthy</c>, <c>unhealthy</c> or <c>unavailable</c> (this platform has no such part; not a fault).</param>
public sealed record CheckResult(string Status)
{
    /// <summary>The database's provider.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Provider { get; init; }

    /// <summary>How long the check took, in milliseconds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? LatencyMs { get; init; }

    /// <summary>The part's version.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Version { get; init; }

    /// <summary>Free space of the data volume, in bytes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? FreeBytes { get; init; }

    /// <summary>What is wrong, without anything secret.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }
}

/// <summary>The answer of readiness.</summary>
/// <param name="Status"><c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="Checks"><c>database</c>, <c>storage</c>, <c>ffmpeg</c>, <c>opencv</c>.</param>
public sealed record ReadinessReport(string Status, IReadOnlyDictionary<string, CheckResult> Checks);

/// <summary>Asks database and storage every 2 s, FFmpeg and OpenCV once; the endpoint only reads the last report.</summary>
internal sealed class Readiness(ArgusDatabase database, BackendSettings settings, NativeParts parts, ILogger<Readiness> log) : BackgroundService
{
    /// <summary>Between two rounds of checks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private volatile ReadinessReport _report = new("unhealthy", new Dictionary<string, CheckResult>());

    private Task<CheckResult>? _asked;

    private CheckResult NoAnswer => new("unhealthy") { Provider = database.Provider, Detail = "no answer within 2 s" };

    /// <summary>The last report.</summary>
    public ReadinessReport Report => _report;

    /// <summary>The first round runs before the port opens, so that the first probe gets a true answer.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await CheckAsync(stoppingToken);
    }

    private async Task CheckAsync(CancellationToken cancel)
    {
        var (ffmpeg, openCv) = await parts.Checked;
        var checks = new Dictionary<string, CheckResult>
        {
            ["database"] = await DatabaseAsync(cancel),
            ["storage"] = Storage(),
            ["ffmpeg"] = ffmpeg,
            ["opencv"] = openCv,
        };
        string status = checks.Values.Any(c => c.Status == "unhealthy") ? "unhealthy" : "healthy";
        if (status != _report.Status)
        {
            log.Log(status == "healthy" ? LogLevel.Information : LogLevel.Error, "Readiness is {Status}: {Checks}", status,
                string.Join(", ", checks.Select(c => $"{c.Key} {c.Value.Status}{(c.Value.Detail is { } detail ? $" ({detail})" : "")}")));
        }

        _report = new(status, checks);
    }

    // The driver does not let go of a server that hangs as soon as it is told to: the question is left to itself, and not asked again before it has ended.
    private async Task<CheckResult> DatabaseAsync(CancellationToken cancel)
    {
        if (_asked is not { IsCompleted: false }) _asked = AskAsync(cancel);
        try
        {
            return await _asked.WaitAsync(Interval, cancel);
        }
        catch (TimeoutException)
        {
            return NoAnswer;
        }
    }

    private async Task<CheckResult> AskAsync(CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Interval);
            await using var context = database.CreateDbContext();
            _ = await context.Installations.AsNoTracking().Select(i => i.Id).FirstOrDefaultAsync(limit.Token);
            return new("healthy") { Provider = database.Provider, LatencyMs = Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 2) };
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            return e is OperationCanceledException ? NoAnswer : new("unhealthy") { Provider = database.Provider, Detail = e.GetBaseException().Message };
        }
    }

    private CheckResult Storage()
    {
        string probe = Path.Combine(settings.Start.Data, ".write-probe");
        try
        {
            // The bytes have to reach the file system: a full disk shows at the flush, not at the open.
            using (var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                file.Write(new byte[4096]);
                file.Flush(flushToDisk: true);
            }

            return new("healthy") { FreeBytes = new DriveInfo(settings.Start.Data).AvailableFreeSpace };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new("unhealthy") { Detail = e.Message };
        }
    }
}
