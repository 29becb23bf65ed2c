using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>How a Dockerfile is written: what the model does not hold any more.</summary>
static partial class DockerfilePolicies
{
    static IEnumerable<Policy> Form =>
    [
        OfText("dockerfile-casing", Severity.Note, "Docker build check ConsistentInstructionCasing", "Mixed cases make instructions hard to find.",
            "write all instructions in upper case", MixedCase),
        OfWritten("dockerfile-as-casing", Severity.Note, "Docker build check FromAsCasing", "Mixed cases make stages hard to find.",
            "write AS like FROM", i => i.As is { } word && word.Text != (i.Keyword == "FROM" ? "AS" : i.Keyword == "from" ? "as" : word.Text) ? $"'{i.Keyword}' and '{word.Text}' do not match" : null),
        OfWritten("dockerfile-stage-casing", Severity.Warning, "Docker build check StageNameCasing", "Names are compared in lower case: build and Build are one.",
            "write the stage's name in lower case", i => i is { As: not null, Words: [.., var name] } && name.Text.Any(char.IsAsciiLetterUpper) ? $"the stage '{name.Text}' has upper-case letters" : null),
        OfWritten("dockerfile-reserved-stage", Severity.Error, "Docker build check ReservedStageName", "The builder means something else by that name.",
            "another name", i => i is { As: not null, Words: [.., var name] } && name.Text.ToLowerInvariant() is "scratch" or "context" ? $"the stage is named '{name.Text}'" : null),
        OfWritten("dockerfile-maintainer", Severity.Warning, "hadolint DL4000, Docker build check MaintainerDeprecated, Checkov CKV_DOCKER_6", "The instruction is deprecated.",
            "LABEL org.opencontainers.image.authors=…", i => i.Name == "MAINTAINER" ? "uses MAINTAINER" : null),
        OfWritten("dockerfile-legacy-key-value", Severity.Warning, "Docker build check LegacyKeyValueFormat", "The form without = is old, takes one variable only, and keeps blanks by its own rules.",
            "NAME=value", i => i.IsLegacy ? $"{i.Name} {i.Words[0].Text} has no =" : null),
        OfWritten("dockerfile-empty-continuation", Severity.Warning, "Docker build check NoEmptyContinuation", "Blank lines inside an instruction become an error in a later builder.",
            "remove the blank line, or write # in it", i => i.HasBlankContinuation ? $"{i.Name} goes on after a blank line" : null),
        OfWritten("dockerfile-list-quotes", Severity.Error, "Docker reference, exec form; hadolint DL3025", "A list needs double quotes: this is a line for the shell, which finds no such program.",
            "[\"program\", \"argument\"]", i => i.Name is "CMD" or "ENTRYPOINT" or "RUN" or "SHELL" or "VOLUME" && !i.IsList && i.Arguments.TrimStart() is ['[', _, ..] arguments && arguments.TrimStart('[', ' ') is ['\'', ..] && arguments.TrimEnd().EndsWith(']') ? $"{i.Name} has a list in single quotes" : null),
        OfWritten("dockerfile-expose-casing", Severity.Note, "Docker build check ExposeProtoCasing", "Some tools know the protocol in lower case only.",
            "tcp, udp", i => i.Name == "EXPOSE" && i.Words.FirstOrDefault(w => w.Text.Split('/') is [_, var protocol] && protocol.Any(char.IsAsciiLetterUpper)) is { } port ? $"'{port.Text}' has an upper-case protocol" : null),
        OfWritten("dockerfile-expose-mapping", Severity.Error, "Docker build check ExposeInvalidFormat", "EXPOSE names the container's port: where the host publishes it is said when it runs.",
            "the port alone", i => i.Name == "EXPOSE" && i.Words.FirstOrDefault(w => !w.Text.Contains('$', StringComparison.Ordinal) && w.Text.Contains(':', StringComparison.Ordinal)) is { } port ? $"'{port.Text}' is a mapping" : null),
        OfText("dockerfile-copy-from-unknown", Severity.Note, "hadolint DL3022", "It is taken for an image of that name, from whoever has it on the registry.",
            "name a stage above it, or an image with a tag", UnknownSources),
    ];

    /// <summary>A policy about the text as a whole.</summary>
    static Policy<DockerfileDocument> OfText(string id, Severity severity, string source, string why, string fix, Func<DockerfileDocument, IEnumerable<Breach>> check) =>
        new(id, severity, source, why, fix, check);

    /// <summary>A policy about single instructions as written: the check gives the breach's message, or null.</summary>
    static Policy<DockerfileDocument> OfWritten(string id, Severity severity, string source, string why, string fix, Func<WrittenInstruction, string?> check) =>
        OfText(id, severity, source, why, fix, text => from instruction in text.Instructions.SelectMany(i => i.Trigger is { } inner ? new[] { i, inner } : [i])
                                                        let message = check(instruction) where message is not null select At(instruction, message));

    static Breach At(WrittenInstruction instruction, string message) => new(instruction.Name, message, instruction.Position);

    static IEnumerable<Breach> MixedCase(DockerfileDocument text)
    {
        var upper = text.Instructions.Count(i => i.Keyword == i.Name);
        var isUpper = upper * 2 >= text.Instructions.Count;
        return text.Instructions.Where(i => i.Keyword != (isUpper ? i.Name : i.Name.ToLowerInvariant())).Select(i => At(i, $"'{i.Keyword}' is written unlike the other instructions"));
    }

    static IEnumerable<Breach> UnknownSources(DockerfileDocument text)
    {
        var stages = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var count = 0;
        foreach (var instruction in text.Instructions)
        {
            if (instruction.Name == "FROM")
            {
                count++;
                if (instruction is { As: not null, Words: [.., var name] }) stages.Add(name.Text);
            }
            else if (instruction is { Name: "COPY" } && instruction.Flag("from")?.Value is { } from && !stages.Contains(from)
                && !(int.TryParse(from, out var index) && index < count - 1) && from.AsSpan().IndexOfAny(":/@$") < 0)
                yield return At(instruction, $"copies from '{from}', which is no stage above it");
        }
    }
}
