using System.Text;
using System.Text.Json;
using ArgusAI.Backend.Descriptions;
using ArgusAI.Backend.Events;
using ArgusAI.Backend.Live;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.Tests.Running;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ArgusAI.Backend.Tests.Descriptions;

/// <summary>One event is described: who is asked, and what is stored of it.</summary>
public sealed class EventDescriberTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private static readonly DescriptionLimits Quick = new() { RetryDelay = TimeSpan.FromMilliseconds(1), BreakerAttempts = 100 };

    private Task<DescribedHome> HomeAsync(string database, params string[] keys) => DescribedHome.CreateAsync(database == "postgres" ? postgres : null, keys);

    private static (EventDescriber Describer, ProviderDirectory Directory, LiveHub Live) Parts(DescribedHome home, DescriptionLimits? limits = null)
    {
        var settings = home.Settings();
        var live = new LiveHub(Options.Create(new JsonOptions { SerializerOptions = { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower } }));
        var directory = new ProviderDirectory(home.Database, settings, new Fernet(settings.EncryptionKey), NullLogger<ProviderDirectory>.Instance);
        return (new(home.Database, directory, new(new(limits ?? Quick)), new(new EventFiles(settings, new Thumbnails(settings))), live, NullLogger<EventDescriber>.Instance), directory, live);
    }

    private static async Task<List<ProviderCall>> CallsAsync(DescribedHome home)
    {
        await using var context = home.Database.CreateDbContext();
        return await context.ProviderCalls.AsNoTracking().OrderBy(c => c.Id).ToListAsync();
    }

    private static async Task<MotionEvent> EventAsync(DescribedHome home, Guid id)
    {
        await using var context = home.Database.CreateDbContext();
        return await context.Events.AsNoTracking().SingleAsync(e => e.Id == id);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task The_next_provider_is_asked_until_one_answers_and_every_call_is_stored(string database)
    {
        await using var home = await HomeAsync(database, ProviderShapes.Names);
        await home.MigrateAsync();
        home.Server.Answers("openai", new Reply(500, "{}"));
        home.Server.Answers("xai", new Reply(401, "{}"));
        home.Server.Answers("anthropic", ProviderShapes.Says("anthropic"));
        var id = await home.AddEventAsync();
        var (describer, _, live) = Parts(home);
        var messages = live.Join();

        await describer.DescribeAsync(new(id, false), CancellationToken.None);

        Assert.Equal((3, 1, 1, 0), (home.Server.For("openai").Count, home.Server.For("xai").Count, home.Server.For("anthropic").Count, home.Server.For("google_ai").Count));
        var described = await EventAsync(home, id);
        Assert.Equal(("A person walks past a parked car.", ",person,car,", "anthropic"), (described.Description, described.Objects, described.DescribedBy));
        var calls = await CallsAsync(home);
        Assert.Equal([("openai", "unavailable"), ("xai", "refused"), ("anthropic", "success")], calls.Select(c => (c.Provider, c.Status)));
        Assert.All(calls, c => Assert.Equal(id, c.EventId));
        // 1234 tokens at 1 dollar and 56 at 5 dollars a million.
        Assert.Equal(("claude-haiku-4-5", 1234, 56, 1514L), (calls[2].Model, calls[2].InputTokens, calls[2].OutputTokens, calls[2].CostMicroUsd));
        Assert.Equal(0, calls[0].CostMicroUsd + calls[1].CostMicroUsd);
        using var message = JsonDocument.Parse(await messages.Reader.ReadAsync());
        Assert.Equal("EVENT_UPDATED", message.RootElement.GetProperty("type").GetString());
        Assert.Equal((id, "yard", described.Description), (message.RootElement.GetProperty("data").GetProperty("id").GetGuid(),
            message.RootElement.GetProperty("data").GetProperty("camera_name").GetString(), message.RootElement.GetProperty("data").GetProperty("description").GetString()));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task An_event_that_is_deleted_meanwhile_is_no_error_and_its_cost_is_kept(string database)
    {
        await using var home = await HomeAsync(database, "xai");
        await home.MigrateAsync();
        var id = await home.AddEventAsync();
        home.Server.Answers("xai", ProviderShapes.Says("xai") with
        {
            Before = async () =>
            {
                await using var context = home.Database.CreateDbContext();
                await context.Events.ExecuteDeleteAsync();
            },
        });
        var (describer, _, live) = Parts(home);
        var messages = live.Join();

        await describer.DescribeAsync(new(id, false), CancellationToken.None);

        var call = Assert.Single(await CallsAsync(home));
        Assert.Equal((null, "success"), (call.EventId, call.Status));
        Assert.True(call.CostMicroUsd > 0);
        Assert.Equal(0, messages.Reader.Count);
        // And once it is gone, nobody is asked.
        await describer.DescribeAsync(new(id, false), CancellationToken.None);
        Assert.Single(home.Server.Requests);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task When_all_fail_the_event_stays_without_a_description(string database)
    {
        await using var home = await HomeAsync(database, "openai", "google_ai");
        await home.MigrateAsync();
        home.Server.Answers("openai", Reply.Never);
        home.Server.Answers("google_ai", ProviderShapes.SaysNothing("google_ai"));
        var id = await home.AddEventAsync();

        await Parts(home, Quick with { Attempt = TimeSpan.FromMilliseconds(100) }).Describer.DescribeAsync(new(id, false), CancellationToken.None);

        var left = await EventAsync(home, id);
        Assert.Equal((null, "", null), (left.Description, left.Objects, left.DescribedBy));
        var calls = await CallsAsync(home);
        Assert.Equal([("openai", "timeout"), ("google_ai", "malformed")], calls.Select(c => (c.Provider, c.Status)));
        Assert.True(calls[1].CostMicroUsd > 0, "tokens without words are paid for");
    }

    [Fact]
    public async Task Without_a_key_nobody_is_asked_and_nothing_is_stored()
    {
        await using var home = await HomeAsync("sqlite");
        await home.MigrateAsync();
        var id = await home.AddEventAsync();
        var (describer, directory, _) = Parts(home);

        await describer.DescribeAsync(new(id, true), CancellationToken.None);

        Assert.Empty(home.Server.Requests);
        Assert.Empty(await CallsAsync(home));
        Assert.False(directory.MayAsk);
    }

    [Fact]
    public async Task A_description_is_replaced_only_when_someone_asks_for_it()
    {
        await using var home = await HomeAsync("sqlite", "openai");
        await home.MigrateAsync();
        home.Server.Answers("openai", ProviderShapes.Says("openai"), ProviderShapes.Says("openai", "A cat."));
        var id = await home.AddEventAsync();
        var (describer, _, _) = Parts(home);

        await describer.DescribeAsync(new(id, false), CancellationToken.None);
        await describer.DescribeAsync(new(id, false), CancellationToken.None);
        Assert.Single(home.Server.Requests);
        await describer.DescribeAsync(new(id, true), CancellationToken.None);

        var described = await EventAsync(home, id);
        Assert.Equal(("A cat.", ""), (described.Description, described.Objects));
    }

    [Theory]
    [InlineData(0, new int[0])]
    [InlineData(2, new[] { 1, 2 })]
    [InlineData(9, new[] { 1, 5, 9 })]
    public async Task The_thumbnail_is_sent_and_three_of_the_frames(int frames, int[] sent)
    {
        await using var home = await HomeAsync("sqlite", "openai");
        await home.MigrateAsync();
        home.Server.Answers("openai", ProviderShapes.Says("openai"));
        var id = await home.AddEventAsync();
        home.AddFrames(id, frames);

        await Parts(home).Describer.DescribeAsync(new(id, false), CancellationToken.None);

        using var body = JsonDocument.Parse(Encoding.UTF8.GetString(Assert.Single(home.Server.Requests).Body));
        var pictures = body.RootElement.GetProperty("messages")[0].GetProperty("content").EnumerateArray().Where(c => c.GetProperty("type").GetString() == "image_url")
            .Select(c => Convert.FromBase64String(c.GetProperty("image_url").GetProperty("url").GetString()!.Split(',')[1])).ToList();
        Assert.Equal([DescribedHome.Thumbnail, .. sent.Select(n => new byte[] { 0xFF, 0xD8, (byte)n })], pictures);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_stored_key_is_encrypted_and_one_of_the_environment_wins(string database)
    {
        await using var home = await HomeAsync(database, "openai");
        await home.MigrateAsync();
        var (_, directory, _) = Parts(home);

        foreach (string name in new[] { "openai", "xai" }) await directory.SetKeyAsync(name, "stored-" + name, CancellationToken.None);
        await directory.SetKeyAsync("xai", "stored-again", CancellationToken.None);

        var all = await directory.AllAsync(CancellationToken.None);
        Assert.Equal([("openai", DescribedHome.Key("openai"), KeySource.Environment, true), ("xai", "stored-again", KeySource.Stored, true), ("anthropic", null, KeySource.None, false), ("google_ai", null, KeySource.None, false)],
            all.Select(p => (p.Name, p.Key, p.Source, p.IsStored)));
        await using var context = home.Database.CreateDbContext();
        Assert.All(await context.ProviderKeys.ToListAsync(), k => Assert.StartsWith("gAAAA", k.KeyToken, StringComparison.Ordinal));

        // With another encryption key a stored one is as good as none, and nothing breaks.
        home.Environment["OPENAI_API_KEY"] = null;
        var stranger = new ProviderDirectory(home.Database, home.Settings(), new Fernet(Convert.ToBase64String(new byte[32])), NullLogger<ProviderDirectory>.Instance);
        Assert.All(await stranger.AllAsync(CancellationToken.None), p => Assert.Null(p.Key));
        Assert.False(stranger.MayAsk);
    }

    [Fact]
    public async Task Settings_that_are_no_JSON_count_as_not_set()
    {
        await using var home = await HomeAsync("sqlite");
        await home.MigrateAsync();
        await using var context = home.Database.CreateDbContext();
        context.Settings.AddRange(new Setting { Name = ProviderDirectory.OrderSetting, Value = "{" }, new Setting { Name = ProviderDirectory.ModelsSetting, Value = "[1]" });
        await context.SaveChangesAsync();

        Assert.Equal(ProviderShapes.Names, (await Parts(home).Directory.AllAsync(CancellationToken.None)).Select(p => p.Name));
    }
}
