namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Separates a line of the builder's into keyword, flags and words.</summary>
sealed class InstructionReader(LogicalLine line, char escape, List<SyntaxProblem> problems)
{
    readonly string _text = line.Text;

    /// <summary>The instruction that begins at an offset; null where there is nothing.</summary>
    public WrittenInstruction? Read(int start, bool isTrigger = false)
    {
        var end = _text.AsSpan().TrimEnd().Length;
        while (start < end && char.IsWhiteSpace(_text[start])) start++;
        if (start >= end)
        {
            problems.Add(new(line.At(0), "the continued line has nothing in it: expected an instruction"));
            return null;
        }
        var at = start;
        while (at < end && !WordSplitter.IsSpace(_text[at])) at++;
        var instruction = new WrittenInstruction { Keyword = _text[start..at], Position = line.At(start), ArgumentsPosition = line.At(start) };
        var flags = ReadFlags(ref at, end);
        while (at < end && char.IsWhiteSpace(_text[at])) at++;
        instruction = instruction with { Flags = flags.ToItems() };
        return at < end ? WithWords(instruction, at, end, isTrigger) : instruction;
    }

    List<WrittenFlag> ReadFlags(ref int at, int end)
    {
        var flags = new List<WrittenFlag>();
        while (true)
        {
            var start = at;
            while (start < end && char.IsWhiteSpace(_text[start])) start++;
            if (start + 1 >= end || _text[start] != '-' || _text[start + 1] != '-') return flags;
            at = start;
            var flag = WordSplitter.Flag(_text, ref at, end, escape);
            if (flag == "--") return flags;
            var equals = flag.IndexOf('=', StringComparison.Ordinal);
            flags.Add(equals < 0 ? new(flag[2..], null, line.At(start)) : new(flag[2..equals], flag[(equals + 1)..], line.At(start)));
            if (!System.Text.Ascii.IsValid(flag))
                problems.Add(new(line.At(start), $"'{flag}' has letters outside ASCII, which the builder garbles in flags: expected ASCII"));
        }
    }

    WrittenInstruction WithWords(WrittenInstruction instruction, int start, int end, bool isTrigger)
    {
        var arguments = _text[start..end];
        instruction = instruction with { Arguments = arguments, ArgumentsPosition = line.At(start) };
        if (!InstructionForm.All.TryGetValue(instruction.Name, out var form)) return instruction;
        return form.Form switch
        {
            ArgumentForm.ListOrLine => List(instruction, start, out var list) ? list : instruction with { Words = [At(arguments, start)] },
            ArgumentForm.ListOrWords => List(instruction, start, out var list) ? list : Words(instruction, WordSplitter.BySpaces(arguments), start),
            ArgumentForm.Words => Words(instruction, WordSplitter.BySpaces(arguments), start),
            ArgumentForm.Quoted => Words(instruction, WordSplitter.ByQuotes(arguments, escape), start),
            ArgumentForm.Pairs => Pairs(instruction, start),
            ArgumentForm.Probe => Probe(instruction, start),
            ArgumentForm.Instruction when !isTrigger => instruction with { Trigger = Read(start, isTrigger: true) },
            _ => instruction with { Words = [At(arguments, start)] },
        };
    }

    Word At(string text, int offset) => new(text, line.At(offset));

    WrittenInstruction Words(WrittenInstruction instruction, IEnumerable<Range> words, int start) => instruction with
    {
        Words = words.Select(w => At(instruction.Arguments[w], start + w.Start.Value)).ToItems(),
    };

    bool List(WrittenInstruction instruction, int start, out WrittenInstruction result)
    {
        var texts = JsonList.Read(_text[start..(start + instruction.Arguments.Length)], out var otherValues);
        if (otherValues) problems.Add(new(line.At(start), $"the list of {instruction.Name} holds more than texts: expected a JSON list of texts in double quotes"));
        result = texts is null ? instruction : instruction with { IsList = true, Words = texts.Select(t => At(t.Text, start + t.Offset)).ToItems() };
        return texts is not null;
    }

    WrittenInstruction Pairs(WrittenInstruction instruction, int start)
    {
        var arguments = instruction.Arguments;
        var words = WordSplitter.ByQuotes(arguments, escape);
        if (words.Count == 0 || arguments[words[0]].Contains('=', StringComparison.Ordinal)) return Words(instruction, words, start);
        var space = 0;
        while (space < arguments.Length && !WordSplitter.IsSpace(arguments[space])) space++;
        var value = space;
        while (value < arguments.Length && WordSplitter.IsSpace(arguments[value])) value++;
        return instruction with
        {
            IsLegacy = true,
            Words = value < arguments.Length ? [At(arguments[..space], start), At(arguments[value..], start + value)] : [At(arguments, start)],
        };
    }

    WrittenInstruction Probe(WrittenInstruction instruction, int start)
    {
        var arguments = instruction.Arguments;
        var end = 0;
        while (end < arguments.Length && !char.IsWhiteSpace(arguments[end])) end++;
        var next = end;
        while (next < arguments.Length && char.IsWhiteSpace(arguments[next])) next++;
        var kind = At(arguments[..end], start);
        if (next == arguments.Length) return instruction with { Words = [kind] };
        var command = instruction with { Arguments = arguments[next..] };
        command = List(command, start + next, out var list) ? list : command with { Words = [At(command.Arguments, start + next)] };
        return instruction with { IsList = command.IsList, Words = [kind, .. command.Words] };
    }
}
