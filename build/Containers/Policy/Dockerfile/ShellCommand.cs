namespace ArgusAI.Containers.Reviews;

/// <summary>A single command of a shell text: what stands between separators, without redirections.</summary>
/// <param name="Words">The program and its arguments, quotes removed, variables as they stand; never empty.</param>
/// <param name="Source">The command whose output it reads through a pipe; null without one.</param>
sealed record ShellCommand(IReadOnlyList<string> Words, ShellCommand? Source)
{
    static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal) { "sudo", "env", "command", "exec", "nice", "time", "eatmydata", "gosu" };

    readonly int _program = ProgramOf(Words);

    /// <summary>The program's name without its folder; wrappers such as <c>sudo</c> and their options are passed over.</summary>
    public string Program => Words[_program][(Words[_program].LastIndexOf('/') + 1)..];

    /// <summary>What stands after the program.</summary>
    public IEnumerable<string> Arguments => Words.Skip(_program + 1);

    /// <summary>What stands after the program and is no option.</summary>
    public IEnumerable<string> Operands => Arguments.Where(a => !a.StartsWith('-'));

    /// <summary>Whether it is one of these programs, with this subcommand.</summary>
    public bool Calls(string subcommand, params ReadOnlySpan<string> programs)
    {
        foreach (var program in programs)
            if (Program == program) return Arguments.Contains(subcommand);
        return false;
    }

    /// <summary>What stands after the subcommand and is no option.</summary>
    public IEnumerable<string> After(string subcommand) => Arguments.SkipWhile(a => a != subcommand).Skip(1).Where(a => !a.StartsWith('-'));

    /// <summary>Whether it has one of these options; a single letter may stand among others, a long one may carry a value.</summary>
    public bool Has(params ReadOnlySpan<string> options)
    {
        foreach (var argument in Arguments)
            foreach (var option in options)
                if (argument == option
                    || option.StartsWith("--", StringComparison.Ordinal) && argument.StartsWith(option + "=", StringComparison.Ordinal)
                    || option.Length == 2 && argument.Length > 2 && argument[0] == '-' && argument[1] != '-' && argument.All(c => c == '-' || char.IsAsciiLetter(c)) && argument.Contains(option[1], StringComparison.Ordinal))
                    return true;
        return false;
    }

    static int ProgramOf(IReadOnlyList<string> words)
    {
        var i = 0;
        while (i < words.Count - 1 && (Wrappers.Contains(words[i][(words[i].LastIndexOf('/') + 1)..]) || i > 0 && (words[i].StartsWith('-') || IsAssignment(words[i])))) i++;
        return i;
    }

    /// <summary>Whether it is <c>NAME=value</c>.</summary>
    internal static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && !char.IsAsciiDigit(word[0]) && word.AsSpan(0, equals).IndexOfAnyExcept(NameCharacters) < 0;
    }

    static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Words);
}
