namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Writes COPY and ADD.</summary>
static class CopyText
{
    public static string Of(Copy copy) => "COPY " + Text("from", copy.From.Text) + Switch("link", copy.Link) + Value("chown", copy.Chown)
        + Value("chmod", copy.Chmod) + Switch("parents", copy.Parents) + Exclude(copy.Exclude) + Files(copy.Paths, copy.Files, copy.Into);

    public static string Of(Add add) => "ADD " + Value("checksum", add.Checksum) + Choice("keep-git-dir", add.KeepGitDir) + Choice("unpack", add.Unpack)
        + Switch("link", add.Link) + Value("chown", add.Chown) + Value("chmod", add.Chmod) + Exclude(add.Exclude) + Files(add.Sources, add.Files, add.Into);

    static string Text(string name, string? value) => value is null ? "" : $"--{name}={value} ";

    static string Value(string name, Template? value) => value is null ? ""
        : value.Parts.Count == 0 ? throw Expected.Form("--" + name, "", "a text that is not empty")
        : Text(name, DockerText.Flag(name, DockerText.Text(value, "\"\\$'")));

    static string Exclude(Items<string> patterns) => string.Concat(patterns.Select(p => Text("exclude", DockerText.Flag("exclude", p))));

    static string Switch(string name, bool on) => on ? $"--{name} " : "";

    static string Choice(string name, bool? on) => on is null ? "" : Text(name, on.Value ? "true" : "false");

    static string Files(Items<Template> paths, Items<InlineFile> files, Template into)
    {
        if (files.Count == 0) return DockerText.Paths([.. paths, into]);
        var heredocs = files.Select(f => new Heredoc(f)).ToArray();
        var sources = paths.Select(p => DockerText.Unspaced("path beside an inline file", p)).Concat(heredocs.Select(h => h.Word)).Append(DockerText.Unspaced("destination of an inline file", into));
        return $"{string.Join(' ', sources)}\n{string.Join('\n', heredocs.Select(h => h.Body + h.Name))}";
    }

    /// <summary>A file as a heredoc: quoted where its text has no variables, so that the builder leaves it alone.</summary>
    sealed class Heredoc
    {
        public string Name { get; }
        public string Body { get; }
        public string Word { get; }

        public Heredoc(InlineFile file)
        {
            Body = file.Content.LiteralText ?? Expanding(file.Content);
            if (Body.Contains('\0', StringComparison.Ordinal)) throw Expected.Form("inline file", Body, "a text without NUL");
            Name = DockerText.Delimiter(Body, file.Name ?? "EOF");
            if (file.Name is not null && Name != file.Name)
                throw Expected.Form("inline file", Body, $"a text without the line '{file.Name}', its own name, which would end it");
            Word = file.Content.IsLiteral ? $"<<'{Name}'" : $"<<{Name}";
        }

        /// <summary>Quotes mean nothing here; backslash and dollar do.</summary>
        static string Expanding(Template content) => DockerText.WithFirst(string.Concat(content.Parts.Select(part => part switch
        {
            TemplatePart.Literal literal => DockerText.Escape(literal.Text, "\\$"),
            TemplatePart.Variable variable => DockerText.Variable(variable.Value),
            var other => other.ToString(),
        })));
    }
}
