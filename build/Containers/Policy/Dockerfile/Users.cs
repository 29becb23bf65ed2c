using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>Who runs what.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Users =>
    [
        Of("dockerfile-root", Severity.Error, "hadolint DL3002, CIS Docker 4.1, OWASP Docker rule 2, Checkov CKV_DOCKER_3 and 8", "A process that runs as root in a container is root for every file that is mounted.",
            "end with USER and a number", f => f.User is not { } user ? [DockerfileSubject.At(f.Model.Final, "runs as root")] : user.Name is "0" or "root" ? [new(f.Model.Final.Name, $"stage '{f.Model.Final.Name}' runs as root", user.Position)] : []),
        Of("dockerfile-user-name", Severity.Note, "Kubernetes runAsNonRoot", "Kubernetes cannot tell by a name that it is not root, and refuses it.",
            "use the number", f => f.User is { } user && user.Name is not "root" && !uint.TryParse(user.Name, out _) && !user.Name.Contains('$', StringComparison.Ordinal) ? [new(f.Model.Final.Name, $"stage '{f.Model.Final.Name}' runs as '{user.Name}', a name", user.Position)] : []),
        OfCommand("dockerfile-useradd", Severity.Warning, "hadolint DL3046", "Without -l a high number makes a huge sparse file, which the layer holds in full.",
            "add -l", c => c.Program == "useradd" && !c.Has("-l", "--no-log-init") && Value(c, "-u", "--uid") is { } id && uint.TryParse(id, out var number) && number > 65535, "adds a user with a high number"),
        OfCommand("dockerfile-password", Severity.Error, "Checkov CKV2_DOCKER_17, CIS Docker 4.10", "The password is in the image's history, the same in every container.",
            "no password: nobody signs in to a container", c => c.Program is "chpasswd" or "passwd" && !c.Has("-l", "-d", "--lock", "--delete") || c.Program == "useradd" && c.Has("-p", "--password"), "sets a password"),
    ];

    /// <summary>The value of an option, in the next word or after <c>=</c>.</summary>
    static string? Value(ShellCommand command, string letter, string name)
    {
        var words = command.Arguments.ToArray();
        for (var i = 0; i < words.Length; i++)
            if (words[i].StartsWith(name + "=", StringComparison.Ordinal)) return words[i][(name.Length + 1)..];
            else if ((words[i] == letter || words[i] == name) && i + 1 < words.Length) return words[i + 1];
        return null;
    }
}
