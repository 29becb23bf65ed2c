using ArgusAI.Containers.Compose;

namespace ArgusAI.Containers.Reviews;

/// <summary>What a Compose file should keep; one file a concern.</summary>
static partial class ComposePolicies
{
    public static IEnumerable<Policy> All =>
        [.. Isolation, .. Rights, .. Limits, .. Stopping, .. Health, .. Images, .. Ports, .. Mounts, .. Passwords, .. Variables, .. Browser, .. Dependencies, .. Files];

    /// <summary>A policy about the file as a whole.</summary>
    static Policy<ComposeSubject> Of(string id, Severity severity, string source, string why, string fix, Func<ComposeSubject, IEnumerable<Breach>> check) =>
        new(id, severity, source, why, fix, check);

    /// <summary>A policy about what a service says: key and message of each breach. Overlays are held against it too.</summary>
    static Policy<ComposeSubject> Said(string id, Severity severity, string source, string why, string fix, Func<ServiceSubject, IEnumerable<(string Key, string Message)>> check) =>
        Of(id, severity, source, why, fix, file => from service in file.Services from breach in check(service) select At(service, breach.Key, breach.Message));

    /// <summary>A policy about a key that a service does not have, or not right. An overlay may leave it to the file below, a service to the one it extends.</summary>
    static Policy<ComposeSubject> Missing(string id, Severity severity, string source, string why, string fix, string key, Func<ServiceSubject, bool> isMissing, string message) =>
        Of(id, severity, source, why, fix, file => file.Model.IsOverlay.Value ? [] : from service in file.Services where service.Model.Extends is null && isMissing(service) select At(service, key, message));

    static Breach At(ServiceSubject service, string key, string message) => new($"services.{service.Name}.{key}", $"'{service.Name}' {message}");

    static IEnumerable<(string Key, string Message)> When(bool bad, string key, string message) => bad ? [(key, message)] : [];

    static bool IsTrue(Interpolated<bool>? value) => value is { IsFixed: true, Value: true };

    /// <summary>The texts of a command, joined by spaces.</summary>
    static string Words(Command? command) => command switch
    {
        Command.ExecForm exec => string.Join(' ', exec.Arguments),
        Command.ShellForm shell => shell.Line.ToString(),
        _ => "",
    };
}
