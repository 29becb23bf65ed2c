using ArgusAI.Backend.Events;
using ArgusAI.Backend.Motion;
using ArgusAI.Backend.Storage;

namespace ArgusAI.Backend.Cameras;

/// <summary>The body that creates or changes a camera. A field that is left out keeps its value, or takes the default.</summary>
public sealed record CameraBody
{
    /// <summary>1–100 characters.</summary>
    public string? Name { get; init; }

    /// <summary><c>rtsp</c>, <c>file</c>, <c>mjpeg</c> or <c>usb</c>.</summary>
    public string? Type { get; init; }

    /// <summary>A URL, a path below the data folder, or <c>/dev/videoN</c>. Credentials in a URL are taken out of it.</summary>
    public string? Source { get; init; }

    /// <summary>The camera's user name; empty removes it.</summary>
    public string? Username { get; init; }

    /// <summary>The camera's password, never shown again; empty removes it.</summary>
    public string? Password { get; init; }

    /// <summary>Default true.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Frames a second to look at, 1–30, default 5.</summary>
    public int? FrameRate { get; init; }

    /// <summary>Default true.</summary>
    public bool? MotionEnabled { get; init; }

    /// <summary><c>low</c>, <c>medium</c> (default) or <c>high</c>.</summary>
    public string? MotionSensitivity { get; init; }

    /// <summary>Seconds between two events, 0–3600, default 30.</summary>
    public int? MotionCooldown { get; init; }

    /// <summary><c>mog2</c> (default), <c>knn</c> or <c>frame_difference</c>.</summary>
    public string? MotionAlgorithm { get; init; }

    /// <summary>Polygons in which motion counts, at most 16; <c>[]</c> (default): everywhere.</summary>
    public IReadOnlyList<MotionZone>? MotionZones { get; init; }

    /// <summary>When motion counts; <c>{"windows":[]}</c> (default): always.</summary>
    public MotionSchedule? MotionSchedule { get; init; }

    /// <summary>IANA time zone of the schedule; empty (default): that of <c>TZ</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Frames that an event keeps, 3–20, default 5.</summary>
    public int? EventFrames { get; init; }

    /// <summary><c>uniform</c> or <c>motion</c> (default): whether frames are chosen evenly over time or where most moves.</summary>
    public string? FrameSelection { get; init; }

    /// <summary>Whether an event keeps a clip; default false.</summary>
    public bool? ClipEnabled { get; init; }

    /// <summary>Seconds of a clip before the motion, 0–30, default 5.</summary>
    public int? ClipPreRoll { get; init; }

    /// <summary>Seconds of a clip after it, 1–60, default 10.</summary>
    public int? ClipPostRoll { get; init; }

    /// <summary>What is wrong with it, by field; empty when nothing is.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="current">The camera that is changed; null for a new one.</param>
    /// <param name="source">The checked source; null when wrong.</param>
    public Dictionary<string, string[]> Check(string data, Camera? current, out CameraSource? source)
    {
        var errors = new Dictionary<string, string[]>();
        void Require(bool isRight, string field, string rule)
        {
            if (!isRight) errors[field] = [rule];
        }

        string name = Name ?? current?.Name ?? "", type = Type ?? current?.Type ?? "";
        Require(name.Trim().Length is >= 1 and <= 100, "name", "is needed, 1 to 100 characters.");
        Require(type is CameraTypes.Rtsp or CameraTypes.File or CameraTypes.Mjpeg or CameraTypes.Usb, "type", "must be rtsp, file, mjpeg or usb.");
        Require(Username is not { Length: > 200 }, "username", "may have 200 characters.");
        Require(Password is not { Length: > 200 }, "password", "may have 200 characters.");
        Require(FrameRate is null or (>= 1 and <= 30), "frame_rate", "must be from 1 to 30.");
        Require(MotionSensitivity is null || MotionDetector.Thresholds.ContainsKey(MotionSensitivity), "motion_sensitivity", "must be low, medium or high.");
        Require(MotionCooldown is null or (>= 0 and <= 3600), "motion_cooldown", "must be from 0 to 3600 seconds.");
        Require(MotionAlgorithm is null || MotionAlgorithms.IsKnown(MotionAlgorithm), "motion_algorithm", "must be mog2, knn or frame_difference.");
        Require(EventFrames is null or (>= 3 and <= 20), "event_frames", "must be from 3 to 20.");
        Require(FrameSelection is null or FrameSelections.Uniform or FrameSelections.Motion, "frame_selection", "must be uniform or motion.");
        Require(ClipPreRoll is null or (>= 0 and <= 30), "clip_pre_roll", "must be from 0 to 30 seconds.");
        Require(ClipPostRoll is null or (>= 1 and <= 60), "clip_post_roll", "must be from 1 to 60 seconds.");
        Require(!(ClipEnabled ?? current?.ClipEnabled ?? false) || type is CameraTypes.Rtsp or CameraTypes.File, "clip_enabled", "needs an rtsp camera or a file: what mjpeg and usb cameras send is no video that browsers play.");
        if (MotionZones is { } zones && MotionRules.Zones(zones) is { } wrongZone) errors["motion_zones"] = [wrongZone];
        if (MotionSchedule is { } schedule && MotionRules.Schedule(schedule) is { } wrongTime) errors["motion_schedule"] = [wrongTime];
        if (TimeZone is { } zone && MotionRules.TimeZone(zone) is { } wrongName) errors["time_zone"] = [wrongName];

        source = null;
        string value = Source ?? current?.Source ?? "";
        if (value.Length is 0 or > 2000) errors["source"] = ["is needed, at most 2000 characters."];
        else if (CameraSource.TryParse(type, value, data, out source) is { } problem && !errors.ContainsKey("type")) errors["source"] = [problem];
        return errors;
    }

    /// <summary>Writes it into a camera. Only after <see cref="Check"/>.</summary>
    public void ApplyTo(Camera camera, CameraSource source, Fernet fernet)
    {
        bool isOther = camera.Source != source.Value;
        camera.Name = (Name ?? camera.Name).Trim();
        camera.Type = Type ?? camera.Type;
        camera.Source = source.Value;
        // A password belongs to the server it was entered for: sending it to another one could give it away.
        if (isOther && Password is null && source.Password is null) camera.PasswordToken = null;
        if ((Username ?? source.Username) is { } username) camera.Username = username.Length > 0 ? username : null;
        if ((Password ?? source.Password) is { } password) camera.PasswordToken = password.Length > 0 ? fernet.Encrypt(password) : null;
        camera.Enabled = Enabled ?? camera.Enabled;
        camera.FrameRate = FrameRate ?? camera.FrameRate;
        camera.MotionEnabled = MotionEnabled ?? camera.MotionEnabled;
        camera.MotionSensitivity = MotionSensitivity ?? camera.MotionSensitivity;
        camera.MotionCooldown = MotionCooldown ?? camera.MotionCooldown;
        camera.MotionAlgorithm = MotionAlgorithm ?? camera.MotionAlgorithm;
        if (MotionZones is { } zones) camera.MotionZones = MotionJson.Write(zones);
        if (MotionSchedule is { } schedule) camera.MotionSchedule = MotionJson.Write(schedule);
        if (TimeZone is { } zone) camera.TimeZone = zone.Length > 0 ? zone : null;
        camera.EventFrames = EventFrames ?? camera.EventFrames;
        camera.FrameSelection = FrameSelection ?? camera.FrameSelection;
        camera.ClipEnabled = ClipEnabled ?? camera.ClipEnabled;
        camera.ClipPreRoll = ClipPreRoll ?? camera.ClipPreRoll;
        camera.ClipPostRoll = ClipPostRoll ?? camera.ClipPostRoll;
        camera.UpdatedAt = UtcTime.Now;
    }

    /// <summary>A camera with the defaults, not stored yet.</summary>
    public static Camera Fresh() => new()
    {
        Name = "", Type = "", Source = "", Enabled = true, FrameRate = 5, MotionEnabled = true, MotionSensitivity = "medium", MotionCooldown = 30, CreatedAt = UtcTime.Now,
    };
}
