using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Serialization;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Cameras;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Descriptions;
using ArgusAI.Backend.Events;
using ArgusAI.Backend.Http;
using ArgusAI.Backend.Live;
using ArgusAI.Backend.Observability;
using ArgusAI.Backend.Push;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.SystemState;
using ArgusAI.Contract;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.OpenApi;

namespace ArgusAI.Backend;

/// <summary>Puts the web host together from settings and an opened database.</summary>
internal static class BackendHost
{
    /// <summary>How long open requests and sockets get at the end; the whole stop stays below 3 s.</summary>
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Builds it. Nothing outside <paramref name="settings"/> configures it: no appsettings, no ASPNETCORE_ variables.</summary>
    public static WebApplication Build(BackendSettings settings, ArgusDatabase database, NativeParts parts, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "ArgusAI.Backend", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, settings));
        var services = builder.Services;
        services.AddSingleton(logs);
        services.Configure<HostOptions>(o => o.ShutdownTimeout = StopTimeout);
        services.AddSingleton(settings).AddSingleton(database).AddSingleton(parts);
        services.AddSingleton<Readiness>().AddHostedService(s => s.GetRequiredService<Readiness>());
        services.AddSingleton(new Fernet(new[] { settings.EncryptionKey, settings.EncryptionKeyPrevious }.OfType<string>()));
        services.AddMaintenance();
        services.AddSingleton<LiveHub>().AddSingleton<Thumbnails>().AddEvents();
        // Stopped in reverse: first the cameras, then the events they left, then what describes and announces these.
        services.AddSingleton<PushClient>().AddSingleton<PushSender>().AddHostedService(s => s.GetRequiredService<PushSender>());
        services.AddDescriptions();
        services.AddSingleton<EventRecorder>().AddHostedService(s => s.GetRequiredService<EventRecorder>());
        services.AddSingleton<CameraSupervisor>().AddHostedService(s => s.GetRequiredService<CameraSupervisor>());
        services.AddTraces(settings);
        AddWeb(services, settings);

        var app = builder.Build();
        app.UseTrustedProxies(settings);
        app.UseMiddleware<RequestLog>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
        app.UseCors();
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapSystem();
        app.MapMaintenance();
        app.MapAccounts();
        app.MapUsers();
        app.MapCameras();
        app.MapEvents();
        app.MapLive();
        app.MapDescriptions();
        app.MapPush();
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, BackendSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Limits.Upload;
        kestrel.ListenAnyIP(settings.Start.Port);
        if (settings.Certificate is { } certificate)
            kestrel.ListenAnyIP(settings.Start.TlsPort, port => port.UseHttps(certificate, https => https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13));
    }

    private static void AddWeb(IServiceCollection services, BackendSettings settings)
    {
        services.AddRouting();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            o.SerializerOptions.DictionaryKeyPolicy = null;
            // A number is a number: the description says so too.
            o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddProblemDetails(o => o.CustomizeProblemDetails = Problems.Complete);
        services.AddExceptionHandler<Problems>();
        services.AddOpenApi(o =>
        {
            o.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            o.AddOperationTransformer<StandardResponses>();
            o.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new() { Title = Product.Name, Version = Product.Version };
                document.Servers = [];
                return Task.CompletedTask;
            });
        });
        services.AddCors(o => o.AddDefaultPolicy(p => p.WithOrigins([.. settings.CorsOrigins]).AllowAnyHeader().AllowAnyMethod().AllowCredentials()));
        var tokens = new AccessTokens(settings);
        services.AddSingleton(tokens).AddSingleton<RefreshTokens>().AddSingleton<SignInLimiter>().AddSingleton<LiveSessions>().AddSingleton<SessionStore>()
            .AddSingleton<FirstAdmin>().AddSingleton<AccountStore>().AddHostedService<SessionKeeper>();
        // AddAuthentication would bring data protection: keys on a disk that is read-only, for cookies that are not used.
        services.AddAuthenticationCore(o => o.DefaultScheme = JwtBearerDefaults.AuthenticationScheme).AddWebEncoders().AddSingleton(TimeProvider.System)
            .AddSingleton<IAuthenticationConfigurationProvider, NoAuthenticationConfiguration>();
        new AuthenticationBuilder(services).AddJwtBearer(tokens.Configure);
        services.AddAuthorization(Policies.Add);
    }
}
