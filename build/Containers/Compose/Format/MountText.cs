namespace ArgusAI.Containers.Compose.Format;

/// <summary>Reads Compose's short mount form, <c>[source:]target[:options]</c>.</summary>
static class MountText
{
    /// <summary>A source that begins with a dot, slash, tilde or a Windows drive is the host's path; one that begins with a
    /// variable is what the variable's default is.</summary>
    public static ServiceMount Read(string text)
    {
        var fields = Templates.Split(text, ':');
        // C:\data:/data: a drive's colon separates nothing.
        if (fields.Count > 1 && fields[0] is [var drive] && char.IsAsciiLetter(drive) && fields[1] is ['\\' or '/', ..])
            fields = [$"{fields[0]}:{fields[1]}", .. fields.Skip(2)];
        if (fields.Count is < 1 or > 3 || fields.Any(f => f.Length == 0))
            throw Expected.Form("mount", text, "[source:]target[:ro|rw|z|Z], such as data:/var/lib/data:ro");
        if (fields.Count == 1) return new VolumeMount(null, Template.Parse(fields[0]));
        var (source, target) = (Template.Parse(fields[0]), Template.Parse(fields[1]));
        var options = fields.Count == 3 ? Templates.Split(fields[2], ',').ToArray() : [];
        Interpolated<bool>? readOnly = options.Contains("ro") ? true : null;
        var consistency = Array.Find(options, o => o is "consistent" or "cached" or "delegated");
        if (source.Parts is [TemplatePart.Variable, ..] && !IsPath(ComposeRules.Default(source)))
            return new VariableMount(source, target, options.Select(o => Template.Parse(o)));
        if (IsPath(ComposeRules.Default(source)))
            return new BindMount(source, target)
            {
                // The short form makes what is missing; the long form does so with older Compose only when it says so.
                CreateHostPath = true,
                ReadOnly = readOnly,
                Consistency = consistency is null ? null : Template.Literal(consistency),
                Selinux = One<SelinuxLabel>(options),
                Propagation = One<Propagation>(options),
            };
        return new VolumeMount(source, target)
        {
            ReadOnly = readOnly,
            Consistency = consistency is null ? null : Template.Literal(consistency),
            NoCopy = options.Contains("nocopy") ? true : null,
            Selinux = One<SelinuxLabel>(options),
        };
    }

    static bool IsPath(string source) => source is ['.' or '/' or '~' or '\\', ..] or [_, ':', ..];

    static Interpolated<T>? One<T>(string[] options) where T : Word<T>, IWords<T> =>
        Array.Find(options, o => Word<T>.TryParse(o, null, out _)) is { } word ? (Interpolated<T>)Word<T>.Parse(word, null) : null;
}
