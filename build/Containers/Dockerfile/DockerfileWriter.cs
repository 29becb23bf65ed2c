using System.Text;

namespace ArgusAI.Containers.Dockerfiles;

/// <summary>Writes the lines of a Dockerfile.</summary>
sealed class DockerfileWriter
{
    const int CommentWidth = 100;

    readonly StringBuilder _text = new();
    bool _directivesOver;

    public static string Write(Dockerfile file)
    {
        var writer = new DockerfileWriter();
        // Directives must be the very first lines: a comment before them turns them into comments.
        if (file.Syntax is not null) writer.Line($"# syntax={file.Syntax}");
        if (file.Check is { } check) writer.Line($"# check={Directive(check)}");
        writer.Comment(file.Header.Value);
        if (file.Header.Value is not null) writer._text.Append('\n');
        foreach (var argument in file.GlobalArgs) writer.Instruction(argument);
        if (file.GlobalArgs.Count > 0) writer._text.Append('\n');
        else if (file.Header.Value is null && writer._text.Length > 0) writer._text.Append('\n');
        var stages = file.Stages;
        for (var i = 0; i < stages.Count; i++)
        {
            if (i > 0) writer._text.Append('\n');
            writer.Stage(stages[i]);
        }
        return writer._text.ToString();
    }

    static string Directive(string value) => value.Length == 0 || value != value.Trim() || value.Any(char.IsControl)
        ? throw Expected.Form("check", value, "options such as error=true, on one line")
        : value;

    void Stage(Stage stage)
    {
        Comment(stage.Why.Value);
        var platform = stage.Platform switch
        {
            null => "",
            { IsFixed: true } fixedOne => $"--platform={fixedOne.Value} ",
            { Template: var template } => $"--platform={DockerText.Flag("platform", DockerText.Unspaced("platform", template!))} ",
        };
        Line($"FROM {platform}{Base(stage.Base)} AS {stage.Name}");
        foreach (var instruction in stage.Instructions) Instruction(instruction);
    }

    void Instruction(Instruction instruction)
    {
        Comment(instruction.Why.Value);
        Line(InstructionText.Of(instruction));
    }

    void Comment(string? text)
    {
        if (text is null) return;
        foreach (var line in CommentText.Wrap(text, CommentWidth))
        {
            // A first comment such as "check=…" would be read as a directive.
            if (!_directivesOver && line.Contains('=', StringComparison.Ordinal)) _text.Append("#\n");
            Line(line);
            _directivesOver = true;
        }
    }

    void Line(string text) => _text.Append(text).Append('\n');

    static string Base(StageBase start) => start switch
    {
        StageBase.Image image => image.Reference.ToString(),
        StageBase.Parent parent => parent.Stage.Name,
        StageBase.Expression { Text: var text } => text.IsLiteral
            ? throw Expected.Form("FROM", text.ToString(), "a text with a variable: an image or a stage has a form of its own")
            : DockerText.Unspaced("FROM", text),
        _ => "scratch",
    };
}
