namespace ArgusAI.Stack;

/// <summary>Where the generated files lie, relative to the repository's root, and what they open with.</summary>
public static class StackFiles
{
    /// <summary>The stack, for everyday use.</summary>
    public const string Compose = "docker-compose.yml";

    /// <summary>The stack with Docker secrets instead of variables: used instead of <see cref="Compose"/> (Q3).</summary>
    public const string ComposeSecrets = "deploy/compose/secrets.yml";

    /// <summary>Adds a USB camera (D2).</summary>
    public const string UsbOverlay = "deploy/compose/usb.yml";

    /// <summary>Makes the backend itself serve HTTPS (D34).</summary>
    public const string BackendTlsOverlay = "deploy/compose/backend-tls.yml";

    /// <summary>Puts stand-ins in the place of the images from outside.</summary>
    public const string AirgapOverlay = "deploy/compose/airgap.yml";

    /// <summary>The same for <c>docker buildx bake</c>.</summary>
    public const string AirgapBake = "deploy/compose/airgap.bake.json";

    /// <summary>Builds both application images.</summary>
    public const string Bake = "docker-bake.json";

    /// <summary>The settings a user copies to <c>.env</c>.</summary>
    public const string EnvironmentExample = ".env.example";

    /// <summary>nginx' configuration, mounted read-only (NFR9).</summary>
    public const string Nginx = "deploy/nginx/nginx.conf";

    /// <summary>The backend's Dockerfile; the context is the repository's root.</summary>
    public const string BackendDockerfile = "src/Backend/Dockerfile";

    /// <summary>The frontend's Dockerfile; the context is the repository's root.</summary>
    public const string FrontendDockerfile = "src/Frontend/Dockerfile";

    /// <summary>The table of the library's policies.</summary>
    public const string Policies = "docs/policies.md";

    /// <summary>What the builder may see for a Dockerfile: BuildKit looks for this name beside it.</summary>
    public static string IgnoreFile(string dockerfile) => dockerfile + ".dockerignore";

    /// <summary>The hand-written scripts and sources that build stages copy.</summary>
    public const string ImageTemplates = "deploy/templates/image/";

    /// <summary>The folder of secret files that <see cref="ComposeSecrets"/> mounts; ignored by git.</summary>
    public const string SecretsFolder = "./secrets";

    /// <summary>The opening comment of a generated file.</summary>
    /// <param name="what">What the file is, one or more lines.</param>
    public static string Header(string what) =>
        $"{what}\n\nGenerated from src/Contract and build/Stack. Do not edit: change those and run\n    ./build.sh Generate";
}
