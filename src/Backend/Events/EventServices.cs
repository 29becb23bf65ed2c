namespace ArgusAI.Backend.Events;

/// <summary>What the events API works with.</summary>
internal static class EventServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) =>
        services.AddSingleton<EventCounts>().AddSingleton<EventFiles>().AddSingleton<SignedUrls>().AddSingleton<EventDeletion>().AddSingleton<EventExport>();
}
