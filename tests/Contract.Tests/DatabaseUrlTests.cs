using ArgusAI.Contract;

namespace ArgusAI.Contract.Tests;

public class DatabaseUrlTests
{
    [Theory]
    [InlineData("auto", DatabaseKind.Auto)]
    [InlineData("SQLite", DatabaseKind.Sqlite)]
    [InlineData(" postgres ", DatabaseKind.Postgres)]
    [InlineData("postgresql", DatabaseKind.Postgres)]
    public void A_bare_word_names_the_kind_and_no_address(string value, DatabaseKind kind)
    {
        Assert.True(DatabaseUrl.TryParse(value, out var url, out _));
        Assert.Equal(new DatabaseUrl(kind), url);
    }

    [Theory]
    [InlineData("sqlite:///data/app.db", "data/app.db")]
    [InlineData("sqlite:////var/lib/app.db", "/var/lib/app.db")]
    [InlineData("sqlite:///data/my%20app.db", "data/my app.db")]
    public void Three_slashes_are_relative_and_four_absolute(string value, string file)
    {
        Assert.True(DatabaseUrl.TryParse(value, out var url, out _));
        Assert.Equal((DatabaseKind.Sqlite, file), (url.Kind, url.File));
    }

    [Theory]
    [InlineData("postgresql://u:p@db:6543/cams", "db", 6543, "u", "p", "cams")]
    [InlineData("postgres://u:p@db/cams", "db", 5432, "u", "p", "cams")]
    [InlineData("postgresql+psycopg2://u:p@db:5432/cams", "db", 5432, "u", "p", "cams")]
    [InlineData("postgresql://u:p@db:80/cams", "db", 80, "u", "p", "cams")]
    [InlineData("postgresql://u%40x:p%3A%2F%3F@db/my%20cams", "db", 5432, "u@x", "p:/?", "my cams")]
    [InlineData("postgresql://u:a:b@db/cams", "db", 5432, "u", "a:b", "cams")]
    [InlineData("postgresql://u@db/cams", "db", 5432, "u", null, "cams")]
    [InlineData("postgresql://u:p@[::1]:5433/cams", "::1", 5433, "u", "p", "cams")]
    public void A_PostgreSQL_URL_is_read_with_percent_encoding(string value, string host, int port, string user, string? password, string database)
    {
        Assert.True(DatabaseUrl.TryParse(value, out var url, out _));
        Assert.Equal((DatabaseKind.Postgres, host, port, user, password, database), (url.Kind, url.Host, url.Port, url.User, url.Password, url.Database));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("mysql://u:secret@db/cams")]
    [InlineData("sqlite://app.db")]
    [InlineData("sqlite:///")]
    [InlineData("postgresql://db/cams")]
    [InlineData("postgresql://:secret@db/cams")]
    [InlineData("postgresql://u:secret@/cams")]
    [InlineData("postgresql://u:secret@db")]
    [InlineData("postgresql://u:secret@db/")]
    [InlineData("postgresql://u:secret@db/a/b")]
    [InlineData("postgresql://u:secret@db/cams?sslmode=require")]
    [InlineData("postgresql://u:sec#ret@db/cams")]
    [InlineData("postgresql://u:secret@db:99999/cams")]
    public void A_malformed_URL_is_refused_without_quoting_it(string value)
    {
        Assert.False(DatabaseUrl.TryParse(value, out _, out string problem));
        Assert.NotEmpty(problem);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_text_never_holds_the_password()
    {
        Assert.True(DatabaseUrl.TryParse("postgresql://u:hunter2@db/cams", out var url, out _));
        Assert.Equal("postgresql://u:***@db:5432/cams", url.ToString());
    }
}
