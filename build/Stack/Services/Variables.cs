using ArgusAI.Containers;
using ArgusAI.Contract;

namespace ArgusAI.Stack;

/// <summary>Puts the contract's variables into compose files: one place decides how each is interpolated.</summary>
internal static class Variables
{
    /// <summary><c>${NAME:-default}</c>, or <c>${NAME:?message}</c> for a required one (D7).</summary>
    public static Interpolation Interpolate(EnvironmentVariable variable) => variable.Required
        ? Env.Var(variable.Name).OrFail($"set {variable.Name} in .env, for example with: {variable.Generate}")
        : Env.Var(variable.Name).Or(variable.Default ?? "");

    /// <summary>The variables of a service, each from the caller's environment or <c>.env</c>.</summary>
    public static Entries<Template?> FromEnvironment(IEnumerable<EnvironmentVariable> variables) =>
        variables.ToEntries(v => v.Name, v => (Template?)Interpolate(v));

    /// <summary>
    /// The same where secrets come from files: their <c>NAME_FILE</c> names the mount, everything else as before (Q3).
    /// </summary>
    public static Entries<Template?> WithSecretFiles(IEnumerable<EnvironmentVariable> variables) => variables.ToEntries(
        v => v.FileName ?? v.Name,
        v => v.Secret ? (Template?)SecretPath(v) : Interpolate(v));

    /// <summary>Where compose mounts a secret inside the container.</summary>
    public static string SecretPath(EnvironmentVariable secret) => $"/run/secrets/{SecretName(secret)}";

    /// <summary>A secret's name in the compose file, and its file's.</summary>
    public static string SecretName(EnvironmentVariable secret) => secret.Name.ToLowerInvariant();

    /// <summary>
    /// The variables that only <see cref="StackFiles.BackendTlsOverlay"/> sets, as fixed paths: their bare names are
    /// OpenSSL's and .NET's too, and must not leak in from the caller's shell (D34).
    /// </summary>
    public static IReadOnlyList<EnvironmentVariable> SetByBackendTlsOnly { get; } = [BackendEnvironment.SslCertFile, BackendEnvironment.SslKeyFile];

    /// <summary>What the base file passes to the backend.</summary>
    public static IEnumerable<EnvironmentVariable> OfBackend => BackendEnvironment.All.Except(SetByBackendTlsOnly);
}
