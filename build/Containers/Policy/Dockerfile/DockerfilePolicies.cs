using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>What a Dockerfile should keep; one file a concern.</summary>
static partial class DockerfilePolicies
{
    public static IEnumerable<Policy> All =>
        [.. Bases, .. Packages, .. Pins, .. Caches, .. Downloads, .. Scripts, .. Layers, .. Context, .. Users, .. Secrets, .. Variables, .. Start, .. Labels, .. Form];

    /// <summary>A policy about the file as a whole.</summary>
    static Policy<DockerfileSubject> Of(string id, Severity severity, string source, string why, string fix, Func<DockerfileSubject, IEnumerable<Breach>> check) =>
        new(id, severity, source, why, fix, check);

    /// <summary>A policy about single instructions: the check gives the breach's message, or null.</summary>
    static Policy<DockerfileSubject> OfStep(string id, Severity severity, string source, string why, string fix, Func<Step, string?> check) =>
        Of(id, severity, source, why, fix, file => from step in file.Steps let message = check(step) where message is not null select step.At(message));

    /// <summary>A policy about the commands of RUN, one breach an instruction.</summary>
    static Policy<DockerfileSubject> OfCommand(string id, Severity severity, string source, string why, string fix, Func<ShellCommand, bool> bad, string message) =>
        OfStep(id, severity, source, why, fix, step => step.Commands.FirstOrDefault(bad) is { } command ? $"{message}: {Short(command)}" : null);

    /// <summary>As <see cref="OfCommand"/>, with the instruction the command stands in.</summary>
    static Policy<DockerfileSubject> OfCommandIn(string id, Severity severity, string source, string why, string fix, Func<ShellCommand, Step, bool> bad, string message) =>
        OfStep(id, severity, source, why, fix, step => step.Commands.FirstOrDefault(c => bad(c, step)) is { } command ? $"{message}: {Short(command)}" : null);

    static string Short(ShellCommand command) => command.ToString() is { Length: > 60 } text ? $"'{text[..57]}…'" : $"'{command}'";

    static string? LastPart(string? path) => path?.TrimEnd('/') is { } text ? text[(text.LastIndexOf('/') + 1)..] : null;
}
