namespace ArgusAI.Containers.Nginx;

/// <summary>Access and error logs.</summary>
static class LogShapes
{
    public static Form<AccessLog> Access { get; } = new(
        log =>
        [
            log.Path,
            .. log.Format is { } format ? [format] : log is { Buffer: null, Flush: null, If: null } ? Array.Empty<string>() : ["combined"],
            .. log.Buffer is { } buffer ? [$"buffer={Forms.Print(buffer)}"] : Array.Empty<string>(),
            .. log.Flush is { } flush ? [$"flush={flush.ToNginx()}"] : Array.Empty<string>(),
            .. log.If is { } condition ? [$"if={condition}"] : Array.Empty<string>(),
        ],
        ReadAccess);

    static AccessLog? ReadAccess(Items<string> args)
    {
        if (args.Count == 0) return null;
        var log = new AccessLog(args[0], args.Count > 1 ? args[1] : null);
        foreach (var option in args.Skip(2))
        {
            var (key, value) = option.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (option[..at], option[(at + 1)..]) : (option, "");
            if (key == "buffer" && Forms.ReadSize(value) is { } buffer) log = log with { Buffer = buffer };
            else if (key == "flush" && Forms.ReadTime(value) is { } flush) log = log with { Flush = flush };
            else if (key == "if") log = log with { If = value };
            else return null;
        }
        return log;
    }

    /// <summary>Without a level nginx means <c>error</c>.</summary>
    public static Form<ErrorLog> Error { get; } = new(
        log => [log.Path, log.Level],
        args => args is [var path] ? new ErrorLog(path, "error") : args is [var file, var level] ? new ErrorLog(file, level) : null);

    public static Form<LogFormat> Format { get; } = new(
        format => [format.Name, .. format.Escape is null ? Array.Empty<string>() : [$"escape={format.Escape}"], .. Pieces(format.Text)],
        args =>
        {
            var escape = args.Count > 1 && args[1].StartsWith("escape=", StringComparison.Ordinal) ? args[1][7..] : null;
            return args.Count > (escape is null ? 1 : 2) && Text.TryParse(string.Concat(args.Skip(escape is null ? 1 : 2)), out var text)
                ? new LogFormat(args[0], text) { Escape = escape }
                : null;
        });

    /// <summary>nginx joins the arguments of a format, none of which may be longer than it reads.</summary>
    static IEnumerable<string> Pieces(Text text)
    {
        var whole = text.ToString();
        if (whole.Length <= 1000) return [whole];
        var pieces = new List<string>();
        var piece = new System.Text.StringBuilder();
        foreach (var part in text.Parts)
            // A surrogate pair is not cut, and neither is a variable.
            foreach (var rune in part.IsVariable ? [Text.Variable(part.Value).ToString()] : part.Value.EnumerateRunes().Select(r => Text.Literal(r.ToString()).ToString()))
            {
                if (piece.Length + rune.Length > 1000)
                {
                    pieces.Add(piece.ToString());
                    piece.Clear();
                }
                // The next letter must not become a part of the variable's name.
                piece.Append(part.IsVariable ? $"${{{part.Value}}}" : rune);
            }
        return [.. pieces, piece.ToString()];
    }
}

/// <summary>Limits of requests and connections.</summary>
static class LimitShapes
{
    public static Form<LimitReq> Request { get; } = new(
        limit =>
        [
            $"zone={limit.Zone}",
            .. limit.Burst > 0 ? [$"burst={Forms.Print(limit.Burst)}"] : Array.Empty<string>(),
            .. limit.Delay is { } delay ? [$"delay={Forms.Print(delay)}"] : limit is { Burst: > 0, NoDelay: true } ? ["nodelay"] : Array.Empty<string>(),
        ],
        args =>
        {
            string? Option(string name) => args.FirstOrDefault(a => a.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
            var (zone, burst, delay) = (Option("zone"), Option("burst"), Option("delay"));
            var (count, late) = (Forms.ReadNumber(burst ?? "0"), Forms.ReadNumber(delay ?? "0"));
            var known = new[] { zone, burst, delay }.Count(o => o is not null) + args.Count(a => a == "nodelay");
            return zone is not null && count is not null && late is not null && known == args.Count
                // Without a burst nothing can wait, and with a delay the word says nothing.
                ? new LimitReq(zone, count.Value, count == 0 || delay is not null || args.Contains("nodelay")) { Delay = delay is null ? null : late }
                : null;
        });

    public static Form<LimitConn> Connection { get; } = new(
        limit => [limit.Zone, Forms.Print(limit.Connections)],
        args => args is [var zone, var count] && Forms.ReadNumber(count) is { } number ? new(zone, number) : null);

    public static Form<LimitReqZone> RequestZone { get; } = new(
        zone => [zone.Key.ToString(), $"zone={zone.Zone}:{Forms.Print(zone.Size)}", $"rate={Forms.Print(zone.PerMinute)}r/m"],
        args => args is [var key, _, _] && Zone(args[1]) is { } zone && Text.TryParse(key, out var text) && args[2].StartsWith("rate=", StringComparison.Ordinal)
            && args[2].Length > 8 && Forms.ReadNumber(args[2][5..^3]) is { } rate && (args[2].EndsWith("r/m", StringComparison.Ordinal) || args[2].EndsWith("r/s", StringComparison.Ordinal) && rate < 10_000_000)
            ? new(text, zone.Name, zone.Size!.Value, args[2].EndsWith('s') ? rate * 60 : rate)
            : null);

    public static Form<LimitConnZone> ConnectionZone { get; } = new(
        zone => [zone.Key.ToString(), $"zone={zone.Zone}:{Forms.Print(zone.Size)}"],
        args => args is [var key, var form] && Zone(form) is { } zone && Text.TryParse(key, out var text) ? new(text, zone.Name, zone.Size!.Value) : null);

    static Zone? Zone(string form) => form.StartsWith("zone=", StringComparison.Ordinal) && form.LastIndexOf(':') is > 5 and var colon
        && Forms.ReadSize(form[(colon + 1)..]) is { } size ? new(form[5..colon], size) : null;
}

/// <summary>Compression: the directives are one property where the first says on, else each is kept by itself.</summary>
static class GzipShape
{
    public static void Write(Scope scope, DirectiveList list)
    {
        if (scope.Gzip is not { } gzip) return;
        list.Add("gzip", "on");
        if (gzip.Types.Count > 0) list.Add("gzip_types", gzip.Types);
        if (gzip.MinLength is { } length) list.Add("gzip_min_length", Forms.Print(length));
        if (gzip.Proxied.Count > 0) list.Add("gzip_proxied", gzip.Proxied);
        if (gzip.Vary is { } vary) list.Add("gzip_vary", Forms.Flag.Write(vary));
        if (gzip.Level is { } level) list.Add("gzip_comp_level", Forms.Print(level));
    }

    public static Scope Read(Scope scope, BlockReader block)
    {
        if (block.Named("gzip") is not [{ Arguments: ["on"] } on]) return scope;
        block.Take(on);
        return scope with
        {
            Gzip = new(block.One("gzip_types", Forms.Words) ?? [], block.One("gzip_min_length", Forms.Size))
            {
                Proxied = block.One("gzip_proxied", Forms.Words) ?? [],
                Vary = block.One("gzip_vary", Forms.Flag),
                Level = block.One("gzip_comp_level", Forms.Number),
            },
        };
    }
}
