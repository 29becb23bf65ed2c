namespace ArgusAI.Backend.Storage;

/// <summary>One installation: the id that <c>data/database.json</c> repeats, so that a stranger's database is noticed (D22).</summary>
public sealed class Installation
{
    /// <summary>The id.</summary>
    public required string Id { get; set; }

    /// <summary>When this database was set up, UTC.</summary>
    public DateTime CreatedAt { get; set; }
}

/// <summary>Someone who can sign in.</summary>
public sealed class Account
{
    /// <summary>Primary key.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Unique; compared as lower case.</summary>
    public required string Username { get; set; }

    /// <summary>ASP.NET Core Identity's format (PBKDF2).</summary>
    public required string PasswordHash { get; set; }

    /// <summary>One of <see cref="Accounts.Roles"/>.</summary>
    public required string Role { get; set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }
}

/// <summary>A camera as it is stored. Its state at the moment is not: that is the reader's.</summary>
public sealed class Camera
{
    /// <summary>Primary key.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary><c>rtsp</c>, <c>file</c>, <c>mjpeg</c> or <c>usb</c>.</summary>
    public required string Type { get; set; }

    /// <summary>A URL without credentials, a path below the data folder, or a device.</summary>
    public required string Source { get; set; }

    /// <summary>The camera's user name, or null.</summary>
    public string? Username { get; set; }

    /// <summary>A Fernet token, or null. Never leaves the service.</summary>
    public string? PasswordToken { get; set; }

    /// <summary>Whether it is read at all.</summary>
    public bool Enabled { get; set; }

    /// <summary>Frames a second that are looked at.</summary>
    public int FrameRate { get; set; }

    /// <summary>Whether motion becomes events.</summary>
    public bool MotionEnabled { get; set; }

    /// <summary><c>low</c>, <c>medium</c> or <c>high</c>.</summary>
    public required string MotionSensitivity { get; set; }

    /// <summary>Seconds after an event during which motion makes no other.</summary>
    public int MotionCooldown { get; set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime UpdatedAt { get; set; }
}

/// <summary>Motion that was seen. Its thumbnail is <c>thumbnails/YYYY-MM-DD/{Id}.jpg</c>.</summary>
public sealed class MotionEvent
{
    /// <summary>Primary key, ordered by time.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Whose it is; deleted with its camera.</summary>
    public Guid CameraId { get; set; }

    /// <summary>The camera.</summary>
    public Camera? Camera { get; set; }

    /// <summary>When it was seen, UTC.</summary>
    public DateTime Timestamp { get; set; }

    /// <summary>0–1.</summary>
    public double Confidence { get; set; }

    /// <summary>What an AI provider says about it; null without one.</summary>
    public string? Description { get; set; }

    /// <summary>Left edge of the largest moving region, as a fraction of the picture's width.</summary>
    public double BoxX { get; set; }

    /// <summary>Its top edge, as a fraction of the height.</summary>
    public double BoxY { get; set; }

    /// <summary>Its width, as a fraction.</summary>
    public double BoxWidth { get; set; }

    /// <summary>Its height, as a fraction.</summary>
    public double BoxHeight { get; set; }
}
