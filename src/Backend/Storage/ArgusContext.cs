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

    /// <summary>The cameras.</summary>
    public DbSet<Camera> Cameras => Set<Camera>();

    /// <summary>What they saw.</summary>
    public DbSet<MotionEvent> Events => Set<MotionEvent>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Installation>().ToTable("installation");
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.Property(a => a.Username).HasMaxLength(64);
            account.Property(a => a.Role).HasMaxLength(16);
            account.HasIndex(a => a.Username).IsUnique();
        });
        modelBuilder.Entity<Camera>(camera =>
        {
            camera.ToTable("cameras");
            camera.Property(c => c.Name).HasMaxLength(100);
            camera.Property(c => c.Type).HasMaxLength(16);
            camera.Property(c => c.Source).HasMaxLength(2000);
            camera.Property(c => c.MotionSensitivity).HasMaxLength(16);
        });
        modelBuilder.Entity<MotionEvent>(e =>
        {
            e.ToTable("events");
            e.HasOne(x => x.Camera).WithMany().HasForeignKey(x => x.CameraId).OnDelete(DeleteBehavior.Cascade);
            e.HasIndex(x => new { x.Timestamp, x.Id });
            e.HasIndex(x => new { x.CameraId, x.Timestamp });
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
