using System.Globalization;

namespace ArgusAI.Containers.Dockerfiles;

sealed partial class InstructionModel
{
    const string StopOnError = "set -e\n";

    Run Run(WrittenInstruction w, bool isTrigger)
    {
        var mounts = new MountReader(escape, name => isTrigger ? new CopySource.FromImage(ImageRef.Parse(name)) : stages.Source(name));
        return Command(w) with
        {
            Mounts = All(w, "mount", mounts.Mount),
            Devices = All(w, "device", MountReader.Device),
            Network = Flag(w, "network", text => text) switch
            {
                null or "default" => RunNetwork.Default,
                "none" => RunNetwork.None,
                "host" => RunNetwork.Host,
                var other => throw Expected.Form("--network", other, "default, none or host"),
            },
            Security = Flag(w, "security", text => text) switch
            {
                null or "sandbox" => RunSecurity.Sandbox,
                "insecure" => RunSecurity.Insecure,
                var other => throw Expected.Form("--security", other, "sandbox or insecure"),
            },
        };
    }

    Items<T> All<T>(WrittenInstruction w, string name, Func<string, T> read) => w.Flags.Where(f => f.Name == name).Select(f =>
    {
        At = f.Position;
        return read(f.Value!);
    }).ToItems();

    static Run Command(WrittenInstruction w)
    {
        if (w.IsList) return new Run(w.Words.Select(word => word.Text).ToItems());
        if (w.Heredocs.Count == 0) return new Run(w.Arguments);
        if (HeredocWord.Parse(w.Arguments) is null)
            return new Run(w.Arguments, w.Heredocs.Select(h => new RunInput(h.Name, h.Content)).ToItems());
        // The whole command is one heredoc: the builder hands its text to the shell.
        var script = w.Heredocs[0].Text;
        return script.StartsWith(StopOnError, StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(script[StopOnError.Length..])
            ? new Run(script[StopOnError.Length..])
            : new Run(script) { ContinuesOnError = true };
    }

    Copy Copy(WrittenInstruction w, bool isTrigger)
    {
        var into = Destination(w);
        return new Copy(Paths(w), into)
        {
            From = Flag(w, "from", name => From(name, isTrigger)) ?? new CopySource.Context(),
            Files = Files(w, into),
            Link = Switch(w, "link") == true,
            Chmod = Flag(w, "chmod"),
            Chown = Flag(w, "chown"),
            Parents = Switch(w, "parents") == true,
            Exclude = All(w, "exclude", pattern => pattern),
        };
    }

    Add Add(WrittenInstruction w)
    {
        var into = Destination(w);
        return new Add(Paths(w), into)
        {
            Files = Files(w, into),
            Checksum = Flag(w, "checksum"),
            KeepGitDir = Switch(w, "keep-git-dir"),
            Unpack = Switch(w, "unpack"),
            Link = Switch(w, "link") == true,
            Chmod = Flag(w, "chmod"),
            Chown = Flag(w, "chown"),
            Exclude = All(w, "exclude", pattern => pattern),
        };
    }

    /// <summary>What an ONBUILD names is looked for in the file that triggers it, not in this one.</summary>
    CopySource From(string name, bool isTrigger)
    {
        if (!WordReader.Read(name, escape).IsLiteral) throw Expected.Form("--from", name, "a stage or an image without variables: the builder puts none in");
        if (isTrigger) return new CopySource.FromImage(ImageRef.Parse(name));
        return int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? stages.Numbered(index) : stages.Source(name);
    }

    Template Destination(WrittenInstruction w) => Value(w.Words[^1], text => HeredocWord.Parse(text) is null
        ? WordReader.Read(text, escape)
        : throw Expected.Form("destination", text, "a path after the heredoc"));

    Items<Template> Paths(WrittenInstruction w) => w.Words.SkipLast(1).Where(word => HeredocWord.Parse(word.Text) is null).Select(Text).ToItems();

    Items<InlineFile> Files(WrittenInstruction w, Template into) => w.Words.SkipLast(1).Select(word => (Word: word, Heredoc: HeredocWord.Parse(word.Text)))
        .Where(f => f.Heredoc is not null).Select(f => Value(f.Word, _ => File(w, f.Heredoc!.Value.Name, into))).ToItems();

    static InlineFile File(WrittenInstruction w, string name, Template into)
    {
        var heredoc = w.Heredocs.LastOrDefault(h => h.Name == name) ?? throw Expected.Form("source", "<<" + name, "a heredoc with its text after the line");
        // A delimiter that only ends the text names nothing where the destination is the file.
        var isFileName = CopyTarget.MayBeFolder(into) || !name.StartsWith("EOF", StringComparison.Ordinal) || name.AsSpan(3).ContainsAnyExceptInRange('0', '9');
        var content = heredoc.Expands ? WordReader.Read(heredoc.Text, '\\', quotes: false) : Template.Literal(heredoc.Text);
        return new(isFileName ? name : null, content);
    }
}
