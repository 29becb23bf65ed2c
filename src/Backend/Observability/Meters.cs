using ArgusAI.Contract;
using Prometheus;

namespace ArgusAI.Backend.Observability;

/// <summary>The metrics of the contract, under its names.</summary>
internal static class Meters
{
    private static readonly Counter Requests = Metrics.CreateCounter("http_requests_total", "Requests answered.", "method", "path", "status_code");
    private static readonly Histogram RequestTime = Metrics.CreateHistogram("http_request_duration_seconds", "Time to answer a request.", ["method", "path"],
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2.5, 10) });

    /// <summary>Cameras that are set up.</summary>
    public static readonly Gauge Cameras = Metrics.CreateGauge("cameras_total", "Cameras that are set up.");

    /// <summary>Cameras that deliver frames.</summary>
    public static readonly Gauge CamerasConnected = Metrics.CreateGauge("cameras_connected", "Cameras that deliver frames.");

    /// <summary>Frames read.</summary>
    public static readonly Counter Frames = Metrics.CreateCounter("camera_frames_captured_total", "Frames read from a camera.", "camera_id");

    /// <summary>Frames given up because analysis fell behind.</summary>
    public static readonly Counter FramesDropped = Metrics.CreateCounter("camera_frames_dropped_total", "Frames given up because analysis fell behind.", "camera_id");

    /// <summary>Seconds that motion detection takes a frame.</summary>
    public static readonly Histogram MotionTime = Metrics.CreateHistogram("motion_detection_duration_seconds", "Time to look for motion in one frame.",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.0005, 2, 10) });

    /// <summary>Events, by what became of them: <c>stored</c>, <c>failed</c>, <c>dropped</c>.</summary>
    public static readonly Counter Events = Metrics.CreateCounter("events_processed_total", "Events, by what became of them.", "camera_id", "status");

    /// <summary>Seconds an event spends in a stage.</summary>
    public static readonly Histogram EventTime = Metrics.CreateHistogram("event_processing_duration_seconds", "Time an event spends in a stage.", "stage");

    /// <summary>Events that wait to be stored.</summary>
    public static readonly Gauge EventQueue = Metrics.CreateGauge("event_queue_depth", "Events that wait to be stored.");

    /// <summary>Calls to AI providers.</summary>
    public static readonly Counter AiCalls = Metrics.CreateCounter("ai_api_calls_total", "Calls to AI providers.", "provider", "status");

    /// <summary>Seconds a call to an AI provider takes.</summary>
    public static readonly Histogram AiTime = Metrics.CreateHistogram("ai_api_duration_seconds", "Time an AI provider takes to answer.", "provider");

    /// <summary>Events that a description was wanted for, by what became of it: <c>described</c>, <c>failed</c>, <c>dropped</c>.</summary>
    public static readonly Counter Descriptions = Metrics.CreateCounter("event_descriptions_total", "Events that a description was wanted for, by what became of it.", "status");

    /// <summary>Open WebSockets.</summary>
    public static readonly Gauge WebSockets = Metrics.CreateGauge("ws_connections", "Open WebSockets.");

    /// <summary>Sets the constant ones; call once, before the first metric is written.</summary>
    public static void Start()
    {
        // The process's own stay; the runtime's event counters would cost a listener and tens of series.
        Metrics.SuppressDefaultMetrics(new() { SuppressEventCounters = true, SuppressMeters = true, SuppressDebugMetrics = true });
        Metrics.CreateGauge("app_info", "The version that runs.", "version").WithLabels(Product.Version).Set(1);
    }

    /// <summary>Counts an answered request under its route's template: a path with ids in it would make a series per id.</summary>
    public static void Request(HttpContext context, int status, TimeSpan time)
    {
        string path = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
        // A group's own path ends with a slash in its template, and nowhere else.
        if (path.Length > 1) path = path.TrimEnd('/');
        Requests.WithLabels(context.Request.Method, path, status.ToString(System.Globalization.CultureInfo.InvariantCulture)).Inc();
        RequestTime.WithLabels(context.Request.Method, path).Observe(time.TotalSeconds);
    }
}
