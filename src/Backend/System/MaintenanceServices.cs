namespace ArgusAI.Backend.SystemState;

/// <summary>What the service's upkeep works with: settings, retention, storage, backups, keys.</summary>
internal static class MaintenanceServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddMaintenance(this IServiceCollection services)
    {
        // What an interrupted restore left is mended before anything reads it.
        services.AddSingleton<RestoredFiles>().AddHostedService(s => s.GetRequiredService<RestoredFiles>());
        services.AddSingleton<Backup>().AddSingleton<Restore>().AddSingleton<KeyRotation>();
        services.AddSingleton<SettingsStore>().AddHostedService(s => s.GetRequiredService<SettingsStore>());
        services.AddSingleton<EventFolders>().AddSingleton<StorageUse>();
        return services.AddSingleton<Retention>().AddHostedService(s => s.GetRequiredService<Retention>());
    }
}
