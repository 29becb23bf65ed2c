using System.Text.RegularExpressions;
using ArgusAI.Containers;
using ArgusAI.Containers.Reviews;
using ArgusAI.Operations.Certificates;
using ArgusAI.Operations.Images;
using ArgusAI.Operations.Processes;

namespace ArgusAI.Operations.Linting.Linters;

/// <summary><c>nginx -t</c> in the stack's nginx image, without a network, with a certificate made for this one call.</summary>
/// <remarks>Files are copied into the container: an engine that runs elsewhere cannot mount this machine's folders.</remarks>
internal sealed partial class NginxTest(Workspace workspace, DockerCli docker)
{
    private const string Name = "nginx -t";
    private const string Inside = "/etc/nginx/nginx.conf";

    /// <param name="configuration">The configuration, relative to the workspace.</param>
    /// <param name="cancellation">Ends it; the container is removed all the same.</param>
    internal async Task<LinterResult> RunAsync(string configuration, CancellationToken cancellation)
    {
        try
        {
            if (!await docker.AnswersAsync(cancellation)) return LinterResult.NotFound(Name, "a Docker Engine that answers, or --install-engine");
            if (await ImageAsync(cancellation) is not { } image) return LinterResult.NotFound(Name, "the nginx image: ./build.sh BaseImages");
            return new($"{Name} in {image}", null, [.. Findings(await TestAsync(image, configuration, cancellation), configuration)]);
        }
        catch (OperationException missing)
        {
            return LinterResult.NotFound(Name, missing.Fix);
        }
    }

    private async Task<string?> ImageAsync(CancellationToken cancellation)
    {
        var pin = PinFile.Load(workspace)["nginx"];
        foreach (var image in new[] { pin.Pinned.ToString(), pin.StandIn.ToString() })
            if ((await docker.RunAsync(["image", "inspect", "--format", "{{.Id}}", image], cancellation)).ExitCode == 0) return image;
        return null;
    }

    private async Task<(int Code, string Said)> TestAsync(string image, string configuration, CancellationToken cancellation)
    {
        var container = $"argusai-lint-nginx-{Environment.ProcessId}";
        var certificates = Directory.CreateTempSubdirectory("argusai-lint-");
        try
        {
            var (certificate, key) = SelfSigned.Create([], DateTimeOffset.UtcNow);
            await File.WriteAllTextAsync(Path.Combine(certificates.FullName, "cert.pem"), certificate, cancellation);
            await File.WriteAllTextAsync(Path.Combine(certificates.FullName, "key.pem"), key, cancellation);
            await docker.ReadAsync(["create", "--name", container, "--network", "none", "--tmpfs", "/tmp", "--entrypoint", "nginx", image, "-t", "-q"], "look at the engine: docker info", cancellation);
            await docker.ReadAsync(["cp", workspace[configuration], $"{container}:{Inside}"], "look at the engine: docker info", cancellation);
            await docker.ReadAsync(["cp", certificates.FullName + "/.", $"{container}:/etc/nginx/certs"], "look at the engine: docker info", cancellation);
            var test = await docker.RunAsync(["start", "--attach", container], cancellation);
            return (test.ExitCode, test.StandardOutput + test.StandardError);
        }
        finally
        {
            certificates.Delete(recursive: true);
            await docker.RunAsync(["rm", "--force", "--volumes", container], CancellationToken.None);
        }
    }

    internal static IEnumerable<LintFinding> Findings((int Code, string Said) test, string configuration)
    {
        var lines = Complaint().Matches(test.Said);
        foreach (Match line in lines)
        {
            var severity = line.Groups["level"].Value is "warn" ? Severity.Warning : line.Groups["level"].Value is "notice" or "info" ? Severity.Note : Severity.Error;
            yield return new(new("nginx", "nginx-test", severity), configuration, line.Groups["line"] is { Success: true } number ? new Position(int.Parse(number.ValueSpan, provider: null), 0) : default, line.Groups["message"].Value);
        }

        if (test.Code != 0 && lines.Count == 0) yield return new(new("nginx", "nginx-test", Severity.Error), configuration, default, $"nginx -t ended with code {test.Code}: {test.Said.Trim()}");
    }

    // nginx: [emerg] unknown directive "foo" in /etc/nginx/nginx.conf:12
    [GeneratedRegex(@"^(?:nginx: |\S+ \S+ )\[(?<level>[a-z]+)\] (?:\S+#\S+ )?(?<message>.+?)(?: in /etc/nginx/nginx\.conf:(?<line>[0-9]{1,9}))?\r?$", RegexOptions.Multiline)]
    private static partial Regex Complaint();
}
