using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ArgusAI.Backend.Storage;

/// <summary>The one model of both databases.</summary>
public abstract class ArgusContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>At most one row.</summary>
    public DbSet<Installation> Installations => Set<Installation>();

    /// <summary>Who can sign in.</summary>
    public DbSet<Account> Accounts => Set<Account>();

    /// <summary>Who is signed in.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>The cameras.</summary>
    public DbSet<Camera> Cameras => Set<Camera>();

    /// <summary>What they saw.</summary>
    public DbSet<MotionEvent> Events => Set<MotionEvent>();

    /// <summary>What was changed from the defaults.</summary>
    public DbSet<Setting> Settings => Set<Setting>();

    /// <summary>AI providers' keys.</summary>
    public DbSet<ProviderKey> ProviderKeys => Set<ProviderKey>();

    /// <summary>What AI providers were asked.</summary>
    public DbSet<ProviderCall> ProviderCalls => Set<ProviderCall>();

    /// <summary>Browsers that are told of events.</summary>
    public DbSet<PushSubscription> PushSubscriptions => Set<PushSubscription>();

    /// <summary>Called after every attempt to save that adds or removes events or cameras.</summary>
    internal Action? EventsChanged { get; init; }

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        bool changesEvents = EventsChanged is not null && ChangeTracker.Entries().Any(e => e is { Entity: MotionEvent or Camera, State: EntityState.Added or EntityState.Deleted });
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            if (changesEvents) EventsChanged!();
        }
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Installation>().ToTable("installation");
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.Property(a => a.Username).HasMaxLength(64);
            account.Property(a => a.Role).HasMaxLength(16);
            account.Property(a => a.Enabled).HasDefaultValue(true);
            account.HasIndex(a => a.Username).IsUnique();
        });
        modelBuilder.Entity<Session>(session =>
        {
            session.ToTable("sessions");
            session.HasOne(x => x.Account).WithMany().HasForeignKey(x => x.AccountId).OnDelete(DeleteBehavior.Cascade);
            session.Property(x => x.RefreshHash).HasMaxLength(32);
            session.Property(x => x.PreviousHash).HasMaxLength(32);
            session.Property(x => x.UserAgent).HasMaxLength(200);
            session.Property(x => x.ClientIp).HasMaxLength(64);
            session.HasIndex(x => x.RefreshHash).IsUnique();
            session.HasIndex(x => x.PreviousHash);
        });
        modelBuilder.Entity<Camera>(camera =>
        {
            camera.ToTable("cameras");
            camera.Property(c => c.Name).HasMaxLength(100);
            camera.Property(c => c.Type).HasMaxLength(16);
            camera.Property(c => c.Source).HasMaxLength(2000);
            camera.Property(c => c.MotionSensitivity).HasMaxLength(16);
            // Columns that came later: rows that are there already get what a new camera gets.
            camera.Property(c => c.MotionAlgorithm).HasMaxLength(24).HasDefaultValue("mog2");
            camera.Property(c => c.TimeZone).HasMaxLength(64);
            camera.Property(c => c.EventFrames).HasDefaultValue(5);
            camera.Property(c => c.FrameSelection).HasMaxLength(16).HasDefaultValue("motion");
            // 0 is a value here, not "not given".
            camera.Property(c => c.ClipPreRoll).HasDefaultValue(5).HasSentinel(5);
            camera.Property(c => c.ClipPostRoll).HasDefaultValue(10);
        });
        modelBuilder.Entity<MotionEvent>(e =>
        {
            e.ToTable("events");
            e.HasOne(x => x.Camera).WithMany().HasForeignKey(x => x.CameraId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => new { x.Timestamp, x.Id });
            e.HasIndex(x => new { x.CameraId, x.Timestamp });
            e.Property(x => x.DescribedBy).HasMaxLength(16);
            e.Property(x => x.Objects).HasMaxLength(400).HasDefaultValue("");
        });
        modelBuilder.Entity<Setting>(setting =>
        {
            setting.ToTable("settings");
            setting.HasKey(x => x.Name);
            setting.Property(x => x.Name).HasMaxLength(64);
        });
        modelBuilder.Entity<ProviderKey>(key =>
        {
            key.ToTable("provider_keys");
            key.HasKey(x => x.Provider);
            key.Property(x => x.Provider).HasMaxLength(16);
        });
        modelBuilder.Entity<ProviderCall>(call =>
        {
            call.ToTable("provider_calls");
            call.Property(x => x.Provider).HasMaxLength(16);
            call.Property(x => x.Model).HasMaxLength(100);
            call.Property(x => x.Status).HasMaxLength(16);
            call.HasIndex(x => x.Timestamp);
            call.HasOne<MotionEvent>().WithMany().HasForeignKey(x => x.EventId).OnDelete(DeleteBehavior.SetNull);
        });
        modelBuilder.Entity<PushSubscription>(subscription =>
        {
            subscription.ToTable("push_subscriptions");
            subscription.HasOne(x => x.Account).WithMany().HasForeignKey(x => x.AccountId).OnDelete(DeleteBehavior.Cascade);
            subscription.Property(x => x.Endpoint).HasMaxLength(1000);
            subscription.Property(x => x.P256dh).HasMaxLength(200);
            subscription.Property(x => x.Auth).HasMaxLength(100);
            subscription.HasIndex(x => x.Endpoint).IsUnique();
        });
        // Columns read as SQL: nobody has to quote them on PostgreSQL.
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(t => t.GetProperties()))
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();

    // SQLite forgets the kind of a time; every time in this model is UTC, and PostgreSQL insists on being told.
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        time => time.ToUniversalTime(), stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));
}

/// <summary>The model on SQLite, with migrations of its own.</summary>
public sealed class SqliteContext(DbContextOptions<SqliteContext> options) : ArgusContext(options);

/// <summary>The model on PostgreSQL, with migrations of its own.</summary>
public sealed class PostgresContext(DbContextOptions<PostgresContext> options) : ArgusContext(options);

/// <summary>For <c>dotnet ef migrations add</c> only.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>For <c>dotnet ef migrations add</c> only.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresContext>
{
    public PostgresContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresContext>().UseNpgsql("Host=localhost").Options);
}
