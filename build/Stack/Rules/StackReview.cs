using ArgusAI.Containers.Reviews;

namespace ArgusAI.Stack;

/// <summary>The stack held against the library's policies.</summary>
public static class StackReview
{
    /// <summary>What we accept, each with the reason; one that covers nothing any more is a finding itself.</summary>
    public static IReadOnlyList<Waiver> Waivers { get; } = [];

    /// <summary>The review of a stack's files.</summary>
    public static Review Of(StackModel stack) => (new Review { Waivers = [.. Waivers] })
        .Of(StackFiles.BackendDockerfile, stack.Backend.Dockerfile)
        .Of(StackFiles.FrontendDockerfile, stack.Frontend.Dockerfile)
        .Of(StackFiles.Compose, stack.Compose)
        .Of(StackFiles.ComposeSecrets, stack.Secrets)
        .Of(StackFiles.Nginx, stack.Nginx);
}
