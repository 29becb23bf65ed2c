using ArgusAI.Backend.Accounts;
using ArgusAI.Backend.Configuration;
using ArgusAI.Backend.Events;
using ArgusAI.Backend.Http;
using ArgusAI.Backend.Motion;
using ArgusAI.Backend.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ArgusAI.Backend.Cameras;

/// <summary>Setting up cameras.</summary>
internal static class CameraEndpoints
{
    private static readonly TimeSpan TestTime = TimeSpan.FromSeconds(15);

    /// <summary>Adds them.</summary>
    public static void MapCameras(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/cameras").WithTags("Cameras").RequireAuthorization();
        group.MapGet("", ListAsync).WithSummary("All cameras");
        group.MapGet("/{id:guid}", GetAsync).WithSummary("One camera");
        var changing = group.MapGroup("").RequireAuthorization(Policies.Operator);
        changing.MapPost("", CreateAsync).WithSummary("Set up a camera");
        changing.MapPut("/{id:guid}", UpdateAsync).WithSummary("Change a camera; enabled switches it on and off");
        changing.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Remove a camera with its events");
        changing.MapPost("/test", TestAsync).WithSummary("Ask a camera for one picture without saving anything");
        changing.MapPost("/{id:guid}/reconnect", ReconnectAsync).WithSummary("Connect again now");
    }

    private static async Task<Ok<CameraList>> ListAsync(ArgusDatabase database, CameraSupervisor cameras, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        var all = await context.Cameras.AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.Id).ToListAsync(cancel);
        return TypedResults.Ok(new CameraList([.. all.Select(c => CameraView.Of(c, cameras.State(c.Id)))], all.Count));
    }

    private static async Task<Results<Ok<CameraView>, ProblemHttpResult>> GetAsync(Guid id, ArgusDatabase database, CameraSupervisor cameras, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        return await context.Cameras.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is { } camera
            ? TypedResults.Ok(CameraView.Of(camera, cameras.State(id)))
            : Problems.NotFound("camera");
    }

    private static async Task<Results<Created<CameraView>, ValidationProblem>> CreateAsync(
        CameraBody body, ArgusDatabase database, CameraSupervisor cameras, Fernet fernet, BackendSettings settings, CancellationToken cancel)
    {
        if (body.Check(settings.Start.Data, null, out var source) is { Count: > 0 } errors) return Problems.Invalid(errors);
        var camera = CameraBody.Fresh();
        body.ApplyTo(camera, source!, fernet);
        await using var context = database.CreateDbContext();
        context.Cameras.Add(camera);
        await context.SaveChangesAsync(cancel);
        await cameras.ApplyAsync(camera);
        return TypedResults.Created($"/api/v1/cameras/{camera.Id}", CameraView.Of(camera, cameras.State(camera.Id)));
    }

    private static async Task<Results<Ok<CameraView>, ValidationProblem, ProblemHttpResult>> UpdateAsync(
        Guid id, CameraBody body, ArgusDatabase database, CameraSupervisor cameras, Fernet fernet, BackendSettings settings, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        if (await context.Cameras.SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } camera) return Problems.NotFound("camera");
        if (body.Check(settings.Start.Data, camera, out var source) is { Count: > 0 } errors) return Problems.Invalid(errors);
        body.ApplyTo(camera, source!, fernet);
        await context.SaveChangesAsync(cancel);
        await cameras.ApplyAsync(camera);
        return TypedResults.Ok(CameraView.Of(camera, cameras.State(id)));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid id, ArgusDatabase database, CameraSupervisor cameras, EventFiles files, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        if (await context.Cameras.SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } camera) return Problems.NotFound("camera");
        await cameras.RemoveAsync(id);
        var events = await context.Events.AsNoTracking().Where(e => e.CameraId == id).Select(e => new { e.Id, e.Timestamp }).ToListAsync(cancel);
        context.Cameras.Remove(camera);
        await context.SaveChangesAsync(cancel);
        foreach (var gone in events) files.Delete(gone.Id, gone.Timestamp);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<CameraTest>, ValidationProblem>> TestAsync(CameraBody body, BackendSettings settings, CancellationToken cancel)
    {
        var named = body with { Name = body.Name ?? "test" };
        if (named.Check(settings.Start.Data, null, out var source) is { Count: > 0 } errors) return Problems.Invalid(errors);
        var input = CameraInput.Frames(new(named.Type!, source!.Value, settings.Start.Data, named.Username ?? source.Username, named.Password ?? source.Password), 1, frames: 1);
        var reader = new FrameReader(input, TestTime, TestTime);
        bool hasPicture = false;
        try
        {
            using var picture = new Picture();
            await reader.RunAsync(() => picture, _ => hasPicture = true, cancel);
        }
        catch (CameraException e) when (!hasPicture)
        {
            return TypedResults.Ok(new CameraTest(false, $"No picture: {e.Message}.", null, null));
        }
        catch (CameraException)
        {
            // One frame was asked for; that the stream ends after it is how it should be.
        }

        return TypedResults.Ok(new CameraTest(true, "A picture came.", reader.SourceSize?.Width, reader.SourceSize?.Height));
    }

    private static async Task<Results<Ok<CameraView>, ProblemHttpResult>> ReconnectAsync(Guid id, ArgusDatabase database, CameraSupervisor cameras, CancellationToken cancel)
    {
        await using var context = database.CreateDbContext();
        if (await context.Cameras.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } camera) return Problems.NotFound("camera");
        await cameras.ApplyAsync(camera);
        return TypedResults.Ok(CameraView.Of(camera, cameras.State(id)));
    }
}
