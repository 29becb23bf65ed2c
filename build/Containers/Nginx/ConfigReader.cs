namespace ArgusAI.Containers.Nginx;

/// <summary>Turns a tree of directives into the typed model.</summary>
sealed class ConfigReader(IEnumerable<SyntaxProblem> problems)
{
    readonly List<SyntaxProblem> _problems = [.. problems];

    public IReadOnlyList<SyntaxProblem> Problems => _problems;

    public NginxConfig? Read(NginxDocument document)
    {
        TextCheck.Of(document.Directives, _problems);
        var (header, directives) = Header(document);
        var block = new BlockReader(directives);
        var blocks = block.Named("http").Where(d => d.Block is not null).ToList();
        if (blocks.Count != 1)
        {
            _problems.Add(new(blocks.Count == 0 ? new(1, 1) : blocks[1].Position.Value,
                $"the file has {blocks.Count} http blocks: expected one; a piece that is included elsewhere is an NginxDocument"));
            return null;
        }
        block.Take(blocks[0]);
        var events = block.Named("events") is [{ Block: not null } only] && block.Take(only) ? new BlockReader(only.Block) : new([]);
        var config = new NginxConfig
        {
            Header = header,
            WorkerProcesses = Processes(block),
            Pid = block.One("pid", Forms.Word),
            ErrorLog = block.One("error_log", LogShapes.Error),
            // nginx's own default, for a file that says nothing.
            WorkerConnections = events.One("worker_connections", Forms.Number) ?? 512,
            Events = events.Rest.ToItems(),
            Http = HttpReader.Read(blocks[0]),
            Extra = block.Rest.ToItems(),
        };
        return config with { Why = Comments(block, events) };
    }

    /// <summary>The opening comment is the file's, also where no blank line parts it from the first directive.</summary>
    static (string? Header, IEnumerable<Directive> Directives) Header(NginxDocument document)
    {
        var (header, directives) = (document.Header.Value, document.Directives.AsEnumerable());
        if (header is null && document.Directives is [{ Comment.Value: { } first } directive, ..])
            (header, directives) = (first, directives.Skip(1).Prepend(directive with { Comment = null }));
        return (document.Footer.Value is { } footer ? CommentLines.Join(header, footer) : header, directives);
    }

    int? Processes(BlockReader block)
    {
        // nginx's own default, for a file that says nothing.
        if (!block.Has("worker_processes")) return 1;
        if (block.One("worker_processes", Forms.Word) is not { } word)
            _problems.Add(new(block.Named("worker_processes")[^1].Position.Value, "'worker_processes' is given twice or without a number: expected one, auto or a number"));
        else if (word != "auto" && Forms.ReadNumber(word) is null)
            _problems.Add(new(block.All.First(d => d.Name == "worker_processes").PositionOf(0), $"'{Expected.Short(word[..Math.Min(word.Length, 300)].ToString())}' is not a number of processes: expected auto or a number"));
        else return Forms.ReadNumber(word);
        return null;
    }

    static Why Comments(BlockReader block, BlockReader events)
    {
        var about = block.All.FirstOrDefault(d => d.Name == "events")?.Comment.Value;
        var all = events.Why.All.Select(c => c.Value).Prepend(about).OfType<string>().ToList();
        return all.Count == 0 ? block.Why : Why.Of([.. block.Why.All, KeyValuePair.Create("events", string.Join('\n', all))]);
    }
}

/// <summary>Finds dollars that nginx would refuse, where its directives take texts with variables.</summary>
static class TextCheck
{
    public static void Of(IEnumerable<Directive> directives, List<SyntaxProblem> problems)
    {
        foreach (var directive in directives)
        {
            var first = directive.Name switch
            {
                "add_header" or "proxy_set_header" or "set" or "log_format" or "rewrite" => 1,
                "return" => 0,
                _ => int.MaxValue,
            };
            for (var i = first; i < directive.Arguments.Count; i++)
                if (!Text.TryParse(directive.Arguments[i], out _))
                    problems.Add(new(directive.PositionOf(i), $"'{Expected.Short(directive.Arguments[i])}' has a '$' that begins no variable: expected $name or ${{name}}; nginx has no escape for a dollar"));
            if (!NginxRules.Tables.Contains(directive.Name)) Of(directive.Block ?? [], problems);
        }
    }
}
