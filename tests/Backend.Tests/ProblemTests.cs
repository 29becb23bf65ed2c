using ArgusAI.Backend.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ArgusAI.Backend.Tests;

/// <summary>Failures that a caller is told in its own terms.</summary>
public sealed class ProblemTests
{
    public static TheoryData<Exception> Full { get; } = [new DbUpdateException("could not save", new SqliteException("database or disk is full", 13)), new IOException("No space left on device", 28)];

    [Theory]
    [MemberData(nameof(Full))]
    public void A_full_data_volume_is_answered_507_and_named(Exception e)
    {
        var problem = Problems.Known(e);

        Assert.Equal(507, problem?.Status);
        Assert.Contains("data volume is full", problem?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_that_is_away_is_answered_503() =>
        Assert.Equal(503, Problems.Known(new InvalidOperationException("likely transient", new NpgsqlException("Failed to connect", new System.Net.Sockets.SocketException(111))))?.Status);

    [Fact]
    public void What_nobody_outside_can_mend_is_not_explained() => Assert.Null(Problems.Known(new DbUpdateException("could not save", new SqliteException("constraint failed", 19))));
}
