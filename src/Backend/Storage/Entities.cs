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

    /// <summary>Whether it may sign in.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }
}

/// <summary>One sign-in on one device, for as long as its refresh tokens are used in turn.</summary>
public sealed class Session
{
    /// <summary>Primary key; the access token carries it.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Whose it is; deleted with its account.</summary>
    public Guid AccountId { get; set; }

    /// <summary>The account.</summary>
    public Account? Account { get; set; }

    /// <summary>SHA-256 of the refresh token that is good next.</summary>
    public required byte[] RefreshHash { get; set; }

    /// <summary>SHA-256 of the one before it: whoever shows it again has a stolen one, or lost an answer. Null at first.</summary>
    public byte[]? PreviousHash { get; set; }

    /// <summary>When the present refresh token was issued, UTC.</summary>
    public DateTime RefreshedAt { get; set; }

    /// <summary>When it signed in, UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>When it ends unless it is refreshed before, UTC.</summary>
    public DateTime ExpiresAt { get; set; }

    /// <summary>When it was ended, UTC; null while it is not.</summary>
    public DateTime? RevokedAt { get; set; }

    /// <summary>What the device says it is; shortened.</summary>
    public string? UserAgent { get; set; }

    /// <summary>Where it was last refreshed from.</summary>
    public string? ClientIp { get; set; }
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

    /// <summary><c>mog2</c>, <c>knn</c> or <c>frame_difference</c>.</summary>
    public string MotionAlgorithm { get; set; } = "mog2";

    /// <summary>Polygons in which motion counts, as JSON (<see cref="Motion.MotionZone"/>); null: everywhere.</summary>
    public string? MotionZones { get; set; }

    /// <summary>When motion counts, as JSON (<see cref="Motion.MotionSchedule"/>); null: always.</summary>
    public string? MotionSchedule { get; set; }

    /// <summary>IANA time zone of the schedule; null: that of <c>TZ</c>.</summary>
    public string? TimeZone { get; set; }

    /// <summary>Frames that an event keeps, 3–20.</summary>
    public int EventFrames { get; set; } = 5;

    /// <summary><c>uniform</c> or <c>motion</c>: how they are chosen.</summary>
    public string FrameSelection { get; set; } = "motion";

    /// <summary>Whether an event keeps a clip.</summary>
    public bool ClipEnabled { get; set; }

    /// <summary>Seconds of the clip before the motion.</summary>
    public int ClipPreRoll { get; set; } = 5;

    /// <summary>Seconds of the clip after it.</summary>
    public int ClipPostRoll { get; set; } = 10;

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>UTC.</summary>
    public DateTime UpdatedAt { get; set; }
}

/// <summary>Motion that was seen. Its files: <c>thumbnails/YYYY-MM-DD/{Id}.jpg</c>, <c>frames/{Id}/frame_NNN.jpg</c>, <c>videos/{Id}.mp4</c>.</summary>
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

    /// <summary>Who described it: a provider's name; null without one.</summary>
    public string? DescribedBy { get; set; }

    /// <summary>What an AI provider sees in it: comma-separated lower-case words with a comma at both ends (<c>,person,car,</c>); empty without any.</summary>
    public string Objects { get; set; } = "";

    /// <summary>How many frames are kept.</summary>
    public int FrameCount { get; set; }

    /// <summary>Length of the clip in seconds; null without one.</summary>
    public double? ClipSeconds { get; set; }

    /// <summary>Left edge of the largest moving region, as a fraction of the picture's width.</summary>
    public double BoxX { get; set; }

    /// <summary>Its top edge, as a fraction of the height.</summary>
    public double BoxY { get; set; }

    /// <summary>Its width, as a fraction.</summary>
    public double BoxWidth { get; set; }

    /// <summary>Its height, as a fraction.</summary>
    public double BoxHeight { get; set; }
}

/// <summary>A setting that is changed while the service runs.</summary>
public sealed class Setting
{
    /// <summary>Primary key.</summary>
    public required string Name { get; set; }

    /// <summary>JSON.</summary>
    public required string Value { get; set; }

    /// <summary>UTC.</summary>
    public DateTime UpdatedAt { get; set; }
}

/// <summary>An AI provider's key that was entered in the API.</summary>
public sealed class ProviderKey
{
    /// <summary>Primary key: <c>openai</c>, <c>xai</c>, <c>anthropic</c> or <c>google_ai</c>.</summary>
    public required string Provider { get; set; }

    /// <summary>A Fernet token. Never leaves the service.</summary>
    public required string KeyToken { get; set; }

    /// <summary>UTC.</summary>
    public DateTime UpdatedAt { get; set; }
}

/// <summary>One call to an AI provider: what it cost, and what became of it.</summary>
public sealed class ProviderCall
{
    /// <summary>Primary key, ordered by time.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The event it was made for; null when that is gone.</summary>
    public Guid? EventId { get; set; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; set; }

    /// <summary>The model that was asked.</summary>
    public required string Model { get; set; }

    /// <summary><c>success</c>, or why it failed: <c>refused</c>, <c>rate_limited</c>, <c>timeout</c>, <c>unavailable</c>, <c>malformed</c>.</summary>
    public required string Status { get; set; }

    /// <summary>When, UTC.</summary>
    public DateTime Timestamp { get; set; }

    /// <summary>How long it took, in milliseconds.</summary>
    public int Milliseconds { get; set; }

    /// <summary>Tokens that were sent.</summary>
    public int InputTokens { get; set; }

    /// <summary>Tokens that came back.</summary>
    public int OutputTokens { get; set; }

    /// <summary>What it cost by the price list, in millionths of a US dollar.</summary>
    public long CostMicroUsd { get; set; }
}

/// <summary>A browser that wants to be told of events.</summary>
public sealed class PushSubscription
{
    /// <summary>Primary key.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Whose browser it is; deleted with its account.</summary>
    public Guid AccountId { get; set; }

    /// <summary>The account.</summary>
    public Account? Account { get; set; }

    /// <summary>The push service's URL for it; unique.</summary>
    public required string Endpoint { get; set; }

    /// <summary>The browser's public key, URL-safe base64.</summary>
    public required string P256dh { get; set; }

    /// <summary>The browser's secret, URL-safe base64.</summary>
    public required string Auth { get; set; }

    /// <summary>UTC.</summary>
    public DateTime CreatedAt { get; set; }
}
