using ArgusAI.Containers.Reviews;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>The stack held against the library's policies.</summary>
public static class StackReview
{
    /// <summary>What we accept, each with the reason; one that covers nothing any more is a finding itself.</summary>
    public static IReadOnlyList<Waiver> Waivers { get; } =
    [
        new("compose-ca-variable", StackFiles.BackendTlsOverlay, $"services.{Contract.Services.Backend}.environment.{BackendEnvironment.SslCertFile.Name}",
            "the contract's own name: a fixed path, and the backend trusts the system's authorities all the same (D34, tested)"),
    ];

    /// <summary>The review of a stack's files.</summary>
    public static Review Of(StackModel stack) => stack.Bake.Aggregate(stack.Overlays.Aggregate(Files(stack), (review, overlay) => review.Of(overlay.Key, overlay.Value)),
        (review, bake) => review.Of(bake.Key, bake.Value));

    private static Review Files(StackModel stack) => (new Review { Waivers = [.. Waivers] })
        .Of(StackFiles.BackendDockerfile, stack.Backend.Dockerfile, ignore: stack.Backend.Ignore)
        .Of(StackFiles.FrontendDockerfile, stack.Frontend.Dockerfile, ignore: stack.Frontend.Ignore)
        .Of(StackFiles.Compose, stack.Compose)
        .Of(StackFiles.ComposeSecrets, stack.Secrets)
        .Of(StackFiles.Nginx, stack.Nginx)
        .Of(StackFiles.EnvironmentExample, stack.Environment);
}
