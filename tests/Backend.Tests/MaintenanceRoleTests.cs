using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Storage;
using ArgusAI.Backend.Tests.Running;
using Microsoft.AspNetCore.Identity;

namespace ArgusAI.Backend.Tests;

/// <summary>Who may look, who may delete, and who may do the rest.</summary>
public sealed class MaintenanceRoleTests(BothDatabases databases) : IClassFixture<BothDatabases>
{
    private static async Task<HttpClient> SignInAsync(OneDatabase one, string role)
    {
        await using (var context = one.Open())
        {
            if (!context.Accounts.Any(a => a.Username == role))
            {
                context.Accounts.Add(new() { Username = role, Role = role, PasswordHash = new PasswordHasher<Account>().HashPassword(null!, BackendProcess.AdminPassword), CreatedAt = UtcTime.Now });
                await context.SaveChangesAsync();
            }
        }

        var client = new HttpClient { BaseAddress = one.Backend.Address };
        using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { username = role, password = BackendProcess.AdminPassword });
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
        return client;
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/events/0193b0a0-0000-7000-8000-000000000000", 403, 404)]
    [InlineData("POST", "/api/v1/events/delete", 403, 400)]
    [InlineData("PUT", "/api/v1/system/settings", 403, 403)]
    [InlineData("POST", "/api/v1/system/retention/run", 403, 403)]
    [InlineData("GET", "/api/v1/system/backup", 403, 403)]
    [InlineData("POST", "/api/v1/system/restore", 403, 403)]
    [InlineData("POST", "/api/v1/system/rotate-key", 403, 403)]
    [InlineData("GET", "/api/v1/events", 200, 200)]
    [InlineData("GET", "/api/v1/events/export", 200, 200)]
    [InlineData("GET", "/api/v1/system/settings", 200, 200)]
    [InlineData("GET", "/api/v1/system/storage", 200, 200)]
    public async Task A_role_may_do_what_it_is_for(string method, string path, int viewer, int @operator)
    {
        var one = await databases.OnAsync(BothDatabases.Sqlite);
        foreach (var (role, status) in new[] { (Roles.Viewer, viewer), (Roles.Operator, @operator) })
        {
            using var client = await SignInAsync(one, role);
            using var request = new HttpRequestMessage(new(method), path) { Content = method is "POST" or "PUT" ? JsonContent.Create(new { }) : null };
            if (path.EndsWith("/restore", StringComparison.Ordinal)) request.Content!.Headers.ContentType = new("application/gzip");
            using var answer = await client.SendAsync(request);
            Assert.Equal((role, (HttpStatusCode)status), (role, answer.StatusCode));
        }
    }

    [Fact]
    public async Task All_of_it_is_documented_with_its_answers()
    {
        var one = await databases.OnAsync(BothDatabases.Sqlite);
        var paths = (await one.Backend.GetJsonAsync("/openapi.json")).GetProperty("paths");

        foreach (var (path, method, answers) in new[]
        {
            ("/api/v1/events", "get", "200,400,401"), ("/api/v1/events/{id}/clip", "get", "200,206,304,401,404,416"), ("/api/v1/events/{id}/frames/{number}", "get", "200,206,304,401,404,416"),
            ("/api/v1/events/{id}/thumbnail", "get", "200,206,304,401,404,416"), ("/api/v1/events/{id}/signed-url", "post", "200,400,401,404"), ("/api/v1/events/{id}", "delete", "204,401,403,404"),
            ("/api/v1/events/delete", "post", "200,400,401,403"), ("/api/v1/events/export", "get", "200,400,401"), ("/api/v1/system/settings", "get", "200,401"), ("/api/v1/system/settings", "put", "200,400,401,403"),
            ("/api/v1/system/retention/run", "post", "200,401,403,409"), ("/api/v1/system/storage", "get", "200,401"), ("/api/v1/system/backup", "get", "200,401,403"),
            ("/api/v1/system/restore", "post", "200,400,401,403,409,415"), ("/api/v1/system/rotate-key", "post", "200,401,403"),
        })
        {
            var operation = paths.GetProperty(path).GetProperty(method);
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            // What no endpoint can avoid comes on top (StandardResponses).
            Assert.Equal((path, ""), (path, string.Join(',', answers.Split(',').Except(operation.GetProperty("responses").EnumerateObject().Select(r => r.Name)))));
        }
    }
}
