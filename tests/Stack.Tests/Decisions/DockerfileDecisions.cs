using System.Text.RegularExpressions;

namespace ArgusAI.Stack.Tests.Decisions;

internal static partial class DockerfileDecisions
{
    public static IReadOnlyList<Decision> All { get; } =
    [
        new("D4", "the user is a number, and the data folder is made for it", d => Each(d, text =>
            Final(text, "USER ").LastOrDefault() is { } user && NumericUser().IsMatch(user) ? null : "the last USER is not a number")),
        new("D5", "the frontend listens on every address of its container", d =>
            Final(d.Frontend, "ENV ").Any(env => env.Contains("HOSTNAME=0.0.0.0", StringComparison.Ordinal)) ? null : "HOSTNAME is the container's name"),
        new("D6b", "the image's own probe asks an address, with a program of the image", d => Each(d, text =>
            Final(text, "HEALTHCHECK ").SingleOrDefault() is { } check && !check.Contains("localhost", StringComparison.Ordinal) && check.Contains("CMD [\"/probe\"", StringComparison.Ordinal)
                ? null : "the HEALTHCHECK asks localhost, or with a program that need not be there")),
        new("D11", "nothing about addresses is baked into the frontend", d =>
            Delivery.Instructions(d.Frontend).Any(line => line.Contains("NEXT_PUBLIC", StringComparison.Ordinal)) ? "NEXT_PUBLIC_… is an argument of the build" : null),
        new("D13", "every stage is used, no deprecated flag, packages in cache mounts", d => Each(d, Stages)),
        new("D15", "nothing is installed in the final stage", d => Each(d, text =>
            Final(text, "RUN ").FirstOrDefault(run => run.Contains("apt-get", StringComparison.Ordinal) || run.Contains("pip ", StringComparison.Ordinal) || run.Contains("addgroup", StringComparison.Ordinal)) is { } run
                ? $"the final stage runs {run}" : null)),
        new("D17", "files are copied once, in layers of their own, and the service cannot write its code", d => Each(d, text =>
            Delivery.Instructions(text).Any(l => l.Contains("chown -R", StringComparison.Ordinal)) ? "chown -R copies every byte into another layer"
            : Final(text, "COPY ").FirstOrDefault(copy => !copy.Contains("--link", StringComparison.Ordinal)) is { } unlinked ? $"'{unlinked}' is not --link"
            : Final(text, "COPY ").FirstOrDefault(copy => copy.Contains("--chown", StringComparison.Ordinal)) is { } owned ? $"'{owned}' gives the code to its user" : null)),
        new("D18", "the builder sees only what is named", d => d.IgnoreFiles.Count < 2 ? "a Dockerfile has no ignore file"
            : new[] { ".env", ".env.local", "data/app.db", "data/certs/key.pem", "secrets/jwt_secret_key", "src/Backend/.env", "src/Frontend/node_modules/next/package.json", ".git/config" }
                .FirstOrDefault(path => d.IgnoreFiles.Any(i => !i.IsIgnored(path))) is { } seen ? $"the builder sees {seen}" : null),
        new("D19", "every image from outside is in the pin file", d => Each(d, text => Bases(text)
            .FirstOrDefault(image => !Pinned.Contains(image)) is { } unpinned ? $"{unpinned} is not in {OutsideImages.Path}" : null)),
        new("D42", "compile stages run on the platform that builds", d => Each(d, Emulated)),
    ];

    private static IReadOnlyList<string> Pinned => [.. new[]
    {
        Repository.Inputs.Images.Debian, Repository.Inputs.Images.DotnetSdk, Repository.Inputs.Images.Node, Repository.Inputs.Images.Nginx, Repository.Inputs.Images.Postgres,
    }.Select(i => i.Reference.ToString())];

    private static string? Stages(string text)
    {
        var lines = Delivery.Instructions(text);
        var names = lines.Select(l => StageName().Match(l)).Where(m => m.Success).Select(m => m.Groups["name"].Value).ToList();
        foreach (var name in names.SkipLast(1))
        {
            if (!lines.Any(l => l.Contains($"--from={name} ", StringComparison.Ordinal) || l.Contains($",from={name},", StringComparison.Ordinal) || l.StartsWith($"FROM {name} ", StringComparison.Ordinal))) return $"the stage {name} is never used";
        }

        return lines.FirstOrDefault(l => l.Contains("--only=production", StringComparison.Ordinal)) is { } deprecated ? $"'{deprecated}' is deprecated"
            : lines.FirstOrDefault(l => Fetches().IsMatch(l) && !l.Contains("--mount=type=cache", StringComparison.Ordinal)) is { } uncached ? $"'{uncached}' fetches everything again at each change" : null;
    }

    // A stage of the target platform that files are only copied from is not run.
    private static string? Emulated(string text)
    {
        var lines = Delivery.Instructions(text);
        var starts = lines.Index().Where(l => l.Item.StartsWith("FROM ", StringComparison.Ordinal)).Select(l => l.Index).ToList();
        foreach (var (start, next) in starts.Zip(starts.Skip(1)))
        {
            var from = lines[start];
            if (from.Contains("--platform=$BUILDPLATFORM", StringComparison.Ordinal) || !Pinned.Concat(["python:3.11-slim"]).Any(image => from.Contains(image, StringComparison.Ordinal))) continue;
            var runs = lines.Skip(start).Take(next - start).Any(l => l.StartsWith("RUN ", StringComparison.Ordinal));
            if (runs || lines.Any(l => l.StartsWith($"FROM {StageName().Match(from).Groups["name"].Value} ", StringComparison.Ordinal))) return $"'{from}' is emulated for another platform";
        }

        return null;
    }

    private static IEnumerable<string> Bases(string text)
    {
        var lines = Delivery.Instructions(text).Where(l => l.StartsWith("FROM ", StringComparison.Ordinal)).Select(l => l.Split(' ').Where(w => !w.StartsWith("--", StringComparison.Ordinal)).ToArray()).ToList();
        var names = lines.Where(l => l.Length == 4).Select(l => l[3]).ToHashSet();
        return lines.Select(l => l[1]).Where(image => image != "scratch" && !names.Contains(image));
    }

    private static string? Each(Delivery delivery, Func<string, string?> problem) => delivery.Dockerfiles.Select(problem).FirstOrDefault(p => p is not null);

    private static IEnumerable<string> Final(string text, string instruction) => Delivery.FinalStage(text).Where(l => l.StartsWith(instruction, StringComparison.Ordinal));

    [GeneratedRegex(@"^USER \d+(:\d+)?$")]
    private static partial Regex NumericUser();

    [GeneratedRegex(@"^FROM .+ (AS|as) (?<name>\S+)$")]
    private static partial Regex StageName();

    [GeneratedRegex(@"^RUN .*(npm ci|dotnet restore|pip wheel|apt-get install)")]
    private static partial Regex Fetches();
}
