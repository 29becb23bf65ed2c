namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Makes a model of the instructions as they are written.</summary>
sealed class DockerfileReader
{
    readonly DockerfileDocument _document;
    readonly List<SyntaxProblem> _problems;
    readonly KnownStages _stages;
    readonly InstructionModel _instructions;
    readonly List<Arg> _globalArgs = [];
    readonly List<Instruction> _current = [];
    Stage? _open;
    bool _inStage;

    DockerfileReader(DockerfileDocument document, IEnumerable<SyntaxProblem> problems)
    {
        (_document, _problems) = (document, [.. problems]);
        _stages = new(document);
        _instructions = new(document.Escape, _stages);
    }

    public static Parsed<Dockerfile> Read(Parsed<DockerfileDocument> read)
    {
        if (read.Model is null) return new(null, read.Problems);
        var reader = new DockerfileReader(read.Model, read.Problems);
        var model = reader.Model();
        return new(model, reader._problems);
    }

    Dockerfile? Model()
    {
        // A text with more problems than are told is no Dockerfile: what follows them is not worth reading.
        var most = _problems.Count + Parsed.MostProblems;
        foreach (var instruction in _document.Instructions.TakeWhile(_ => _problems.Count < most))
        {
            if (instruction.Name == "FROM") Open(instruction);
            else if (InstructionForm.All.ContainsKey(instruction.Name) && !DocumentChecks.Of(instruction).Any()) Add(instruction);
        }
        Close();
        if (_stages.Written.Count == 0) return null;
        return Directives(Dockerfile.Of(_stages.Written) with { GlobalArgs = _globalArgs.ToItems(), Header = Header() });
    }

    void Open(WrittenInstruction from)
    {
        Close();
        _inStage = true;
        _open = DocumentChecks.Of(from).Any() ? null : Try(from, () => _instructions.Stage(from));
    }

    void Close()
    {
        if (_inStage) _stages.Add(_open?.Holding(_current));
        _current.Clear();
    }

    void Add(WrittenInstruction written)
    {
        var why = Comment(written.Comments);
        var models = Try(written, () => _instructions.Of(written).Select(i => i with { Why = why, Position = written.Position }).ToArray()) ?? [];
        // One comment for what one line said.
        for (var i = 1; i < models.Length; i++) models[i] = models[i] with { Why = default };
        if (_inStage) _current.AddRange(models);
        else _globalArgs.AddRange(models.OfType<Arg>());
    }

    T? Try<T>(WrittenInstruction instruction, Func<T> read) where T : class
    {
        try
        {
            _instructions.At = instruction.Position;
            return read();
        }
        catch (ArgumentException problem)
        {
            _problems.Add(new(_instructions.At, problem.Message));
            return null;
        }
    }

    Dockerfile Directives(Dockerfile file)
    {
        if (_document.Directive("check") is { } check) file = file with { Check = check.Value };
        if (_document.Directive("syntax") is not { } syntax) return file;
        // What follows the image is for the frontend's own command line.
        if (ImageRef.TryParse(syntax.Value.Split(' ')[0], null, out var image)) return file with { Syntax = image };
        _problems.Add(new(syntax.Position, $"'{syntax.Value}' is not a frontend: expected an image such as docker/dockerfile:1"));
        return file;
    }

    /// <summary>The first comment, when it does not stand directly above an instruction.</summary>
    string? Header()
    {
        var block = _document.Comments.TakeWhile((c, i) => c.Position.Line == _document.Comments[0].Position.Line + i).ToArray();
        var first = _document.Instructions[0];
        return block.Length == 0 || block[^1].Position.Line >= first.Position.Line || first.Comments.Contains(block[^1]) ? null : string.Join('\n', block.Select(c => c.Text));
    }

    internal static string? Comment(Items<CommentLine> lines) => lines.Count == 0 ? null : string.Join('\n', lines.Select(l => l.Text));
}
