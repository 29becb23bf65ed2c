using System.Collections.Concurrent;
using ArgusAI.Smoke.Fixture;

namespace ArgusAI.Smoke.Faults;

/// <summary>
/// What the service said that it has stored: what was answered 201, and what was announced on <c>/ws</c>. After a fault all of it must
/// be there, and of each event that is shown every file, whole.
/// </summary>
internal sealed class Promises(ArgusClient client, Listener listener)
{
    private readonly ConcurrentDictionary<string, byte> _cameras = new(), _users = new();

    /// <summary>A camera was answered 201.</summary>
    public void Camera(string id) => _cameras[id] = 0;

    /// <summary>An account was answered 201.</summary>
    public void User(string id) => _users[id] = 0;

    /// <summary>Looks for all of it; a failure names everything that is lost or not whole.</summary>
    /// <param name="after">What happened before.</param>
    public async Task AreKept(string after)
    {
        // First what is promised, then what is there: the service goes on storing.
        var (cameras, users, announced, clips) = (_cameras.Keys, _users.Keys, Announced(), Clips());
        var count = $"{cameras.Count} cameras and {users.Count} accounts answered 201, {announced.Count} events and {clips.Count} clips announced";
        var events = (await client.GetAllEvents()).ToDictionary(e => e.Id);
        var problems = cameras.Except((await client.GetCameras()).Items.Select(c => c.Id)).Select(id => $"camera {id}, answered 201, is lost")
            .Concat(users.Except((await client.GetUsers()).Items.Select(u => u.Id)).Select(id => $"account {id}, answered 201, is lost"))
            .Concat(announced.Where(a => !events.ContainsKey(a.Key)).Select(a => $"event {a.Key}, announced at {a.Value:HH:mm:ss.fff}, is lost"))
            .Concat(clips.Where(c => events.TryGetValue(c.Key, out var e) && e.ClipUrl is null).Select(c => $"the clip of event {c.Key}, announced at {c.Value:HH:mm:ss.fff}, is lost"))
            .ToList();
        foreach (var e in events.Values) problems.AddRange(await Wholeness.Problems(client, e));
        Assert.True(announced.Count > 0, $"{after}: nothing was promised");
        Assert.True(problems.Count == 0, $"{after}: of {count}\n{string.Join('\n', problems)}");
        Progress.Say($"{after}: {count}, all there; {events.Count} events shown, all files whole");
    }

    private IReadOnlyDictionary<string, DateTimeOffset> Announced() => Told(Listener.EventCreated, _ => true);

    private IReadOnlyDictionary<string, DateTimeOffset> Clips() => Told(Listener.EventUpdated, e => e.ClipUrl is not null);

    private Dictionary<string, DateTimeOffset> Told(string type, Func<CameraEvent, bool> isIt) =>
        listener.Messages.Where(m => m.Type == type && isIt(m.Event)).GroupBy(m => m.Event.Id).ToDictionary(m => m.Key, m => m.First().Timestamp);

}
