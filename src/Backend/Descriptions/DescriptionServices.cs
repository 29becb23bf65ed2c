namespace ArgusAI.Backend.Descriptions;

/// <summary>What descriptions are made of.</summary>
internal static class DescriptionServices
{
    /// <summary>Adds it; before what offers events, so that it is stopped after that.</summary>
    public static void AddDescriptions(this IServiceCollection services)
    {
        services.AddSingleton(new DescriptionLimits());
        services.AddSingleton<ProviderDirectory>().AddSingleton<ProviderHttp>().AddSingleton<ProviderAsker>().AddSingleton<EventPictures>().AddSingleton<EventDescriber>();
        services.AddSingleton<Describer>().AddHostedService(s => s.GetRequiredService<Describer>());
        services.AddSingleton<ProviderProbe>().AddHttpClient(ProviderProbe.Client, c => c.Timeout = TimeSpan.FromSeconds(15))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
    }

    /// <summary>Adds the endpoints.</summary>
    public static void MapDescriptions(this IEndpointRouteBuilder routes)
    {
        routes.MapProviders();
        routes.MapUsage();
        routes.MapDescribe();
    }
}
