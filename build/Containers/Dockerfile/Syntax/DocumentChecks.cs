namespace ArgusAI.Containers.Dockerfiles;

/// <summary>What the builder refuses before it looks at values: unknown instructions and flags, missing arguments, the order of FROM.</summary>
static class DocumentChecks
{
    public static IEnumerable<SyntaxProblem> Of(DockerfileDocument document)
    {
        if (!document.Instructions.Any(i => i.Name == "FROM")) yield return new(new(1, 1), "the file has no FROM: expected a line such as FROM debian:stable");
        var started = false;
        foreach (var instruction in document.Instructions)
        {
            if (!started && instruction.Name is not ("FROM" or "ARG") && InstructionForm.All.ContainsKey(instruction.Name))
                yield return new(instruction.Position, $"{instruction.Name} stands before the first FROM: expected only ARG there");
            started |= instruction.Name == "FROM";
            foreach (var problem in Of(instruction)) yield return problem;
        }
    }

    /// <summary>The problems of one instruction.</summary>
    public static IEnumerable<SyntaxProblem> Of(WrittenInstruction instruction)
    {
        if (!InstructionForm.All.TryGetValue(instruction.Name, out var form))
        {
            yield return new(instruction.Position, $"'{Short(instruction.Keyword)}' is not an instruction: expected {Hint(instruction.Keyword, InstructionForm.All.Keys, "one such as FROM, RUN or COPY")}");
            yield break;
        }
        foreach (var problem in Flags(instruction, form).Concat(Words(instruction, form))) yield return problem;
        if (instruction.Trigger is not { } trigger) yield break;
        if (trigger.Name is "ONBUILD" or "FROM" or "MAINTAINER")
            yield return new(trigger.Position, $"{trigger.Name} cannot stand in ONBUILD: expected another instruction");
        else
            foreach (var problem in Of(trigger)) yield return problem;
    }

    static IEnumerable<SyntaxProblem> Words(WrittenInstruction instruction, InstructionForm form)
    {
        var count = instruction.Trigger is null ? instruction.Words.Count : 1;
        var (name, place) = (instruction.Name, instruction.Position);
        // An empty list takes the base image's command away.
        if (count < form.Least && !(instruction.IsList && name is "CMD" or "ENTRYPOINT"))
            yield return new(place, $"{name} {(count == 0 ? "has no arguments" : "has too few arguments")}: expected {form.Expected}");
        if (name == "FROM" && count > 1 && (count != 3 || !instruction.Words[1].Text.Equals("AS", StringComparison.OrdinalIgnoreCase)))
            yield return new(instruction.Words[1].Position, $"'{Short(instruction.Words[1].Text)}' cannot stand after the image: expected AS and a name, or nothing");
        if (name == "SHELL" && count > 0 && !instruction.IsList)
            yield return new(instruction.ArgumentsPosition, $"'{Short(instruction.Arguments)}' is not a list: expected {form.Expected}");
        if (name is "ENV" or "LABEL") foreach (var problem in Pairs(instruction)) yield return problem;
        if (name == "HEALTHCHECK" && count > 0) foreach (var problem in Probe(instruction)) yield return problem;
    }

    static IEnumerable<SyntaxProblem> Pairs(WrittenInstruction instruction)
    {
        if (instruction.IsLegacy && instruction.Words.Count < 2)
            yield return new(instruction.Words[0].Position, $"'{Short(instruction.Words[0].Text)}' has no value: expected name=value");
        foreach (var word in instruction.IsLegacy ? [] : instruction.Words)
            if (word.Text.IndexOf('=', StringComparison.Ordinal) is var equals and <= 0)
                yield return new(word.Position, $"'{Short(word.Text)}' {(equals < 0 ? "has no value" : "has no name")}: expected name=value");
    }

    static IEnumerable<SyntaxProblem> Probe(WrittenInstruction instruction)
    {
        var kind = instruction.Words[0];
        if (kind.Text.Equals("NONE", StringComparison.OrdinalIgnoreCase) ? instruction.Words.Count > 1 : !kind.Text.Equals("CMD", StringComparison.OrdinalIgnoreCase))
            yield return new(kind.Position, $"'{Short(instruction.Arguments)}' is not a probe: expected CMD and a command, or NONE alone");
        else if (instruction.Words.Count == 1 && kind.Text.Equals("CMD", StringComparison.OrdinalIgnoreCase))
            yield return new(kind.Position, "HEALTHCHECK CMD has no command: expected one");
    }

    static IEnumerable<SyntaxProblem> Flags(WrittenInstruction instruction, InstructionForm form)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var flag in instruction.Flags)
        {
            var known = Array.Find(form.Flags, f => f.TrimEnd('?', '*') == flag.Name);
            var first = seen.Add(flag.Name);
            if (known is null)
                yield return new(flag.Position, $"'--{Short(flag.Name)}' is not a flag of {instruction.Name}: expected "
                    + (form.Flags.Length == 0 ? "none" : Hint(flag.Name, form.Flags.Select(f => f.TrimEnd('?', '*')), string.Join(", ", form.Flags.Select(f => "--" + f.TrimEnd('?', '*'))), "--")));
            else if (known.EndsWith('?') && flag.Value?.ToUpperInvariant() is not (null or "TRUE" or "FALSE"))
                yield return new(flag.Position, $"'{Short(flag.Value)}' is not a value of --{flag.Name}: expected true or false");
            else if (!known.EndsWith('?') && flag.Value is null)
                yield return new(flag.Position, $"--{flag.Name} has no value: expected --{flag.Name}=…");
            else if (!known.EndsWith('*') && !first)
                yield return new(flag.Position, $"--{flag.Name} is given twice: expected it once");
        }
    }

    static string Hint(string word, IEnumerable<string> known, string otherwise, string prefix = "") =>
        Nearest.To(word, known) is { } near ? $"'{prefix}{near}'" : otherwise;

    /// <summary>A quoted text is for finding the place, not for reading a megabyte.</summary>
    internal static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
