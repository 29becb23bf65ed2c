namespace ArgusAI.Containers.Dockerfiles;

/// <summary>How the arguments of an instruction are separated into words.</summary>
enum ArgumentForm
{
    /// <summary>A JSON list, or one shell line.</summary>
    ListOrLine,
    /// <summary>A JSON list, or words between spaces.</summary>
    ListOrWords,
    /// <summary>Words between spaces; quotes do not hold them together.</summary>
    Words,
    /// <summary>Words that quotes hold together.</summary>
    Quoted,
    /// <summary><c>name=value</c> pairs, or one name and the rest of the line.</summary>
    Pairs,
    /// <summary>The whole line is one word.</summary>
    Line,
    /// <summary>A kind, then a list or a shell line.</summary>
    Probe,
    /// <summary>Another instruction.</summary>
    Instruction,
}

/// <summary>What the builder knows about an instruction before it reads a value.</summary>
/// <param name="Form">How its arguments are separated.</param>
/// <param name="Expected">What must stand after the keyword.</param>
/// <param name="Least">The fewest words.</param>
/// <param name="Most">The most words.</param>
/// <param name="Flags">Its flags; a switch ends with <c>?</c>, a flag that may come several times with <c>*</c>.</param>
sealed record InstructionForm(ArgumentForm Form, string Expected, int Least, int Most, params string[] Flags)
{
    const int Many = int.MaxValue;

    /// <summary>Every instruction by its keyword.</summary>
    public static IReadOnlyDictionary<string, InstructionForm> All { get; } = new Dictionary<string, InstructionForm>(StringComparer.Ordinal)
    {
        ["ADD"] = new(ArgumentForm.ListOrWords, "sources and a destination", 2, Many, "chown", "chmod", "link?", "keep-git-dir?", "checksum", "unpack?", "exclude*"),
        ["ARG"] = new(ArgumentForm.Quoted, "a name, or name=value", 1, Many),
        ["CMD"] = new(ArgumentForm.ListOrLine, "a command", 1, Many),
        ["COPY"] = new(ArgumentForm.ListOrWords, "sources and a destination", 2, Many, "chown", "from", "chmod", "link?", "exclude*", "parents?"),
        ["ENTRYPOINT"] = new(ArgumentForm.ListOrLine, "a command", 1, Many),
        ["ENV"] = new(ArgumentForm.Pairs, "name=value", 1, Many),
        ["EXPOSE"] = new(ArgumentForm.Words, "a port", 1, Many),
        ["FROM"] = new(ArgumentForm.Words, "an image, or an image and AS name", 1, 3, "platform"),
        ["HEALTHCHECK"] = new(ArgumentForm.Probe, "CMD and a command, or NONE", 1, Many, "interval", "timeout", "start-period", "start-interval", "retries"),
        ["LABEL"] = new(ArgumentForm.Pairs, "name=value", 1, Many),
        ["MAINTAINER"] = new(ArgumentForm.Line, "a name", 1, 1),
        ["ONBUILD"] = new(ArgumentForm.Instruction, "an instruction", 1, 1),
        ["RUN"] = new(ArgumentForm.ListOrLine, "a command", 1, Many, "mount*", "network", "security", "device*"),
        ["SHELL"] = new(ArgumentForm.ListOrLine, "a JSON list such as [\"/bin/sh\", \"-c\"]", 1, Many),
        ["STOPSIGNAL"] = new(ArgumentForm.Line, "a signal", 1, 1),
        ["USER"] = new(ArgumentForm.Line, "a user", 1, 1),
        ["VOLUME"] = new(ArgumentForm.ListOrWords, "a folder", 1, Many),
        ["WORKDIR"] = new(ArgumentForm.Line, "a folder", 1, 1),
    };
}
