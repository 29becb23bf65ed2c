namespace ArgusAI.Backend.Accounts;

/// <summary>The two cookies of a browser's session. No script can read them.</summary>
internal static class SessionCookies
{
    /// <summary>The cookie that carries the refresh token, to sign-in's own paths only.</summary>
    public const string Refresh = "argusai_refresh";

    private const string RefreshPath = "/api/v1/auth";

    /// <summary>Sets both.</summary>
    public static void Set(HttpContext http, string accessToken, string refreshToken)
    {
        http.Response.Cookies.Append(AccessTokens.Cookie, accessToken, Access(http, AccessTokens.Lifetime));
        http.Response.Cookies.Append(Refresh, refreshToken, ForRefresh(http, SessionStore.Lifetime));
    }

    /// <summary>Removes both.</summary>
    public static void Remove(HttpContext http)
    {
        http.Response.Cookies.Delete(AccessTokens.Cookie, Access(http, null));
        http.Response.Cookies.Delete(Refresh, ForRefresh(http, null));
    }

    private static CookieOptions Access(HttpContext http, TimeSpan? age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", Secure = IsSecure(http), MaxAge = age };

    private static CookieOptions ForRefresh(HttpContext http, TimeSpan? age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = RefreshPath, Secure = IsSecure(http), MaxAge = age };

    // Behind a proxy only its header knows, also when nobody said that it is to be trusted; a caller who forges it harms only their own cookie.
    private static bool IsSecure(HttpContext http) =>
        http.Request.IsHttps || http.Request.Headers["X-Forwarded-Proto"].ToString().StartsWith("https", StringComparison.OrdinalIgnoreCase);
}
