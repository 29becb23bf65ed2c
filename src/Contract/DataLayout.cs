namespace ArgusAI.Contract;

/// <summary>What lies where in the backend's container and in its data volume.</summary>
public static class DataLayout
{
    /// <summary>The application's folder; its code is read-only for its user (D17).</summary>
    public const string Application = "/app";

    /// <summary>The data volume's mount.</summary>
    public const string Root = "/app/data";

    /// <summary>The named volume at <see cref="Root"/>.</summary>
    public const string Volume = "argusai-data";

    /// <summary>PostgreSQL's own named volume.</summary>
    public const string PostgresVolume = "pgdata";

    /// <summary>The named volume that carries PostgreSQL's socket to the backend (D22).</summary>
    public const string PostgresSocketVolume = "pgsocket";

    /// <summary>Where <see cref="PostgresSocketVolume"/> is mounted on both sides.</summary>
    public const string PostgresSocketDirectory = "/var/run/postgresql";

    /// <summary>The socket file whose presence means that PostgreSQL is there.</summary>
    public const string PostgresSocket = PostgresSocketDirectory + "/.s.PGSQL.5432";

    /// <summary>SQLite's file, relative to <see cref="Root"/>.</summary>
    public const string Database = "app.db";

    /// <summary>The recorded database choice: <c>{provider, installation_id}</c>.</summary>
    public const string DatabaseRecord = "database.json";

    /// <summary>Thumbnails, <c>YYYY-MM-DD/{event}.jpg</c>, 320×180.</summary>
    public const string Thumbnails = "thumbnails";

    /// <summary>Frames, <c>{event}/frame_NNN.jpg</c>.</summary>
    public const string Frames = "frames";

    /// <summary>Clips, <c>{event}.mp4</c>.</summary>
    public const string Videos = "videos";

    /// <summary>Backups.</summary>
    public const string Backups = "backups";

    /// <summary>The generated administrator password, mode 0600.</summary>
    public const string InitialAdminPassword = "initial-admin-password";

    /// <summary>The certificates' folder on the host, beside the compose file (D20).</summary>
    public const string HostCertificates = "./data/certs";

    /// <summary>The read-only mount of <see cref="HostCertificates"/> in the backend (D34).</summary>
    public const string Certificates = "/app/data/certs";

    /// <summary>The certificate in that folder.</summary>
    public const string CertificateFile = "cert.pem";

    /// <summary>Its key in that folder, mode 0600.</summary>
    public const string KeyFile = "key.pem";

    /// <summary>The numeric user both application images run as (D4).</summary>
    public const int UserId = 1000;
}
