using ArgusAI.Contract;

namespace ArgusAI.Backend.Storage;

/// <summary>Why a database was chosen; says what has to be checked before it is used.</summary>
public enum ChoiceReason
{
    /// <summary><c>DATABASE_URL</c> names it: obeyed, and the record is rewritten.</summary>
    Explicit,

    /// <summary>Nothing was there: the socket decided.</summary>
    First,

    /// <summary>The record (or an <c>app.db</c>) says so.</summary>
    Recorded,

    /// <summary>SQLite is recorded and PostgreSQL is there: only an empty SQLite database is left behind.</summary>
    SwitchIfEmpty,
}

/// <summary>The table <em>The database choice</em> (D22), as a function of what is found at start.</summary>
/// <param name="Kind">SQLite or PostgreSQL.</param>
/// <param name="Reason">By which row.</param>
public sealed record DatabaseChoice(DatabaseKind Kind, ChoiceReason Reason)
{
    /// <summary>Decides.</summary>
    /// <param name="url"><c>DATABASE_URL</c>.</param>
    /// <param name="recorded">What <c>database.json</c> names, or null.</param>
    /// <param name="hasSqliteFile">Whether <c>app.db</c> is there: it counts as a record.</param>
    /// <param name="hasSocket">Whether PostgreSQL's socket is there.</param>
    public static DatabaseChoice Make(DatabaseUrl url, DatabaseKind? recorded, bool hasSqliteFile, bool hasSocket) =>
        (url.Kind, recorded ?? (hasSqliteFile ? DatabaseKind.Sqlite : DatabaseKind.Auto), hasSocket) switch
        {
            (not DatabaseKind.Auto, _, _) => new(url.Kind, ChoiceReason.Explicit),
            (_, DatabaseKind.Auto, true) => new(DatabaseKind.Postgres, ChoiceReason.First),
            (_, DatabaseKind.Auto, false) => new(DatabaseKind.Sqlite, ChoiceReason.First),
            (_, DatabaseKind.Sqlite, false) => new(DatabaseKind.Sqlite, ChoiceReason.Recorded),
            (_, DatabaseKind.Sqlite, true) => new(DatabaseKind.Postgres, ChoiceReason.SwitchIfEmpty),
            _ => new(DatabaseKind.Postgres, ChoiceReason.Recorded),
        };
}
