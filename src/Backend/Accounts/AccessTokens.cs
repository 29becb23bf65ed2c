using System.Text;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Storage;
using ArgusAI.Contract;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ArgusAI.Backend.Accounts;

/// <summary>Schemes are set up in code only; the framework asks for a configuration section all the same.</summary>
internal sealed class NoAuthenticationConfiguration : IAuthenticationConfigurationProvider
{
    public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().Build();
}

/// <summary>
/// Access tokens: JWT, HS256 with <c>JWT_SECRET_KEY</c>, taken from bearer, cookie, or <c>?token=</c> on WebSockets.
/// Short-lived, and good only while their session (<c>sid</c>) is.
/// </summary>
internal sealed class AccessTokens(BackendSettings settings)
{
    /// <summary>The cookie that carries one.</summary>
    public const string Cookie = "argusai_token";

    /// <summary>How long one is valid; a changed role is in the next one.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    private readonly SymmetricSecurityKey _key = new(Encoding.UTF8.GetBytes(settings.JwtSecretKey));

    /// <summary>Issues one for a session.</summary>
    public string Issue(Account account, Guid session) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Product.Name,
        Audience = Product.Name,
        Expires = DateTime.UtcNow + Lifetime,
        SigningCredentials = new(_key, SecurityAlgorithms.HmacSha256),
        Claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = account.Id.ToString(),
            [JwtRegisteredClaimNames.Sid] = session.ToString(),
            [JwtRegisteredClaimNames.UniqueName] = account.Username,
            ["role"] = account.Role,
        },
    });

    /// <summary>How they are checked.</summary>
    public void Configure(JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new()
        {
            ValidIssuer = Product.Name,
            ValidAudience = Product.Name,
            IssuerSigningKey = _key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            NameClaimType = JwtRegisteredClaimNames.UniqueName,
            RoleClaimType = "role",
            ClockSkew = TimeSpan.FromSeconds(30),
        };
        options.Events = new()
        {
            OnMessageReceived = context =>
            {
                // A browser can set no header on a WebSocket; a URL can end up in logs, so nowhere else.
                string? query = context.Request.Path.StartsWithSegments(Routes.WebSocket) ? context.Request.Query["token"] : default(string);
                if (!context.Request.Headers.ContainsKey("Authorization"))
                    context.Token = string.IsNullOrEmpty(query) ? context.Request.Cookies[Cookie] : query;
                return Task.CompletedTask;
            },
            OnTokenValidated = context =>
            {
                var live = context.HttpContext.RequestServices.GetRequiredService<LiveSessions>();
                if (context.Principal?.SessionId() is not { } session || !live.Has(session)) context.Fail("The session has ended.");
                return Task.CompletedTask;
            },
        };
    }
}
