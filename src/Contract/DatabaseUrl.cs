namespace ArgusAI.Contract;

/// <summary>Which database a <see cref="DatabaseUrl"/> names.</summary>
public enum DatabaseKind
{
    /// <summary>Decided at start by the record and the socket (D22).</summary>
    Auto,

    /// <summary>A file.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server.</summary>
    Postgres,
}

/// <summary>
/// A parsed <c>DATABASE_URL</c>. Bare <c>sqlite</c> and <c>postgres</c> carry no address: the data folder and the
/// shared socket are meant.
/// </summary>
public sealed record DatabaseUrl(DatabaseKind Kind)
{
    private static readonly string[] PostgresSchemes = ["postgresql", "postgres", "postgresql+psycopg2"];

    /// <summary>The forms a message shows.</summary>
    public const string Expected = "auto, sqlite, postgres, sqlite:///relative.db, sqlite:////absolute.db or postgresql://user:password@host:port/database";

    /// <summary>The database file as written (relative to the application's folder unless absolute), for a full SQLite URL.</summary>
    public string? File { get; init; }

    /// <summary>The server's host, for a full PostgreSQL URL.</summary>
    public string? Host { get; init; }

    /// <summary>The server's port, 1–65535.</summary>
    public int Port { get; init; } = 5432;

    /// <summary>The role, percent-decoded.</summary>
    public string? User { get; init; }

    /// <summary>The password, percent-decoded. Never print it.</summary>
    public string? Password { get; init; }

    /// <summary>The database, percent-decoded.</summary>
    public string? Database { get; init; }

    /// <summary>Reads a value; false, with a reason that never quotes the value (it may hold a password), when it has no valid form.</summary>
    public static bool TryParse(string value, out DatabaseUrl url, out string problem)
    {
        (url, problem) = (new(DatabaseKind.Auto), "");
        switch (value.Trim().ToLowerInvariant())
        {
            case "auto": return true;
            case "sqlite": url = new(DatabaseKind.Sqlite); return true;
            case "postgres" or "postgresql": url = new(DatabaseKind.Postgres); return true;
        }

        int colon = value.IndexOf("://", StringComparison.Ordinal);
        string scheme = colon < 0 ? "" : value[..colon].Trim().ToLowerInvariant();
        if (scheme == "sqlite") return TrySqlite(value[(colon + 3)..].Trim(), ref url, out problem);
        if (PostgresSchemes.Contains(scheme)) return TryPostgres(value[(colon + 3)..].Trim(), ref url, out problem);
        problem = colon < 0 ? "is not a database URL" : "has a scheme that is not supported";
        return false;
    }

    /// <summary>Says what it is without the password.</summary>
    public override string ToString() => this switch
    {
        { Kind: DatabaseKind.Auto } => "auto",
        { Kind: DatabaseKind.Sqlite, File: null } => "sqlite",
        { Kind: DatabaseKind.Sqlite } => $"sqlite:///{File}",
        { Host: null } => "postgres",
        _ => $"postgresql://{User}:***@{Host}:{Port}/{Database}",
    };

    private static bool TrySqlite(string rest, ref DatabaseUrl url, out string problem)
    {
        // SQLAlchemy's form: three slashes before a relative path, four before an absolute one.
        problem = rest.StartsWith('/') && rest.Length > 1 ? "" : "needs three slashes and a file: sqlite:///data/app.db, or four for an absolute path";
        if (problem.Length > 0) return false;
        url = new(DatabaseKind.Sqlite) { File = Uri.UnescapeDataString(rest[1..]) };
        return true;
    }

    private static bool TryPostgres(string rest, ref DatabaseUrl url, out string problem)
    {
        problem = "";
        if (!Uri.TryCreate("postgresql://" + rest, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            problem = "has no host that can be read (percent-encode special characters of the password)";
        else if (uri.UserInfo.Length == 0 || uri.UserInfo.StartsWith(':'))
            problem = "names no user";
        else if (uri.AbsolutePath.Length < 2 || uri.AbsolutePath.IndexOf('/', 1) >= 0)
            problem = "names no database after the host";
        else if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
            problem = "has options or a fragment, which are not supported (percent-encode ? and # in the password)";
        if (problem.Length > 0) return false;

        var credentials = uri!.UserInfo.Split(':', 2);
        url = new(DatabaseKind.Postgres)
        {
            Host = uri.Host.Trim('[', ']'),
            // Uri knows no default port for this scheme and says -1.
            Port = uri.Port > 0 ? uri.Port : 5432,
            User = Uri.UnescapeDataString(credentials[0]),
            Password = credentials.Length > 1 ? Uri.UnescapeDataString(credentials[1]) : null,
            Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]),
        };
        return true;
    }
}
