using ArgusAI.Backend.Storage;
using ArgusAI.Contract;

namespace ArgusAI.Backend.Tests;

/// <summary>The table "The database choice" (D22), row by row.</summary>
public class DatabaseChoiceTests
{
    [Theory]
    [InlineData(null, false, true, DatabaseKind.Postgres, ChoiceReason.First)]
    [InlineData(null, false, false, DatabaseKind.Sqlite, ChoiceReason.First)]
    [InlineData(DatabaseKind.Sqlite, true, false, DatabaseKind.Sqlite, ChoiceReason.Recorded)]
    [InlineData(null, true, false, DatabaseKind.Sqlite, ChoiceReason.Recorded)]
    [InlineData(DatabaseKind.Sqlite, true, true, DatabaseKind.Postgres, ChoiceReason.SwitchIfEmpty)]
    [InlineData(null, true, true, DatabaseKind.Postgres, ChoiceReason.SwitchIfEmpty)]
    [InlineData(DatabaseKind.Postgres, false, true, DatabaseKind.Postgres, ChoiceReason.Recorded)]
    [InlineData(DatabaseKind.Postgres, true, true, DatabaseKind.Postgres, ChoiceReason.Recorded)]
    [InlineData(DatabaseKind.Postgres, true, false, DatabaseKind.Postgres, ChoiceReason.Recorded)]
    public void Auto_decides_by_record_and_socket(DatabaseKind? recorded, bool hasFile, bool hasSocket, DatabaseKind kind, ChoiceReason reason) =>
        Assert.Equal(new DatabaseChoice(kind, reason), DatabaseChoice.Make(new(DatabaseKind.Auto), recorded, hasFile, hasSocket));

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public void An_explicit_choice_is_always_obeyed(DatabaseKind named)
    {
        foreach (DatabaseKind? recorded in new DatabaseKind?[] { null, DatabaseKind.Sqlite, DatabaseKind.Postgres })
        {
            Assert.Equal(new DatabaseChoice(named, ChoiceReason.Explicit), DatabaseChoice.Make(new(named), recorded, hasSqliteFile: true, hasSocket: true));
            Assert.Equal(new DatabaseChoice(named, ChoiceReason.Explicit), DatabaseChoice.Make(new(named), recorded, hasSqliteFile: false, hasSocket: false));
        }
    }
}
