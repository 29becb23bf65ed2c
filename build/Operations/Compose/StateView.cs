using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ArgusAI.Operations.Compose;

/// <summary>One line of the view: a service and what it is doing.</summary>
internal sealed record ServiceLine(string Service, string Words, bool Ready, bool Failed);

/// <summary>Shows services on their way up: a live table on a terminal, else one line at every change.</summary>
internal sealed class StateView(IAnsiConsole console)
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Dictionary<string, string> shown = [];

    /// <summary>Time since the view was made.</summary>
    internal TimeSpan Elapsed => clock.Elapsed;

    /// <summary>Runs work that reports states as it goes.</summary>
    internal async Task RunAsync(Func<Action<IReadOnlyList<ServiceLine>>, Task> work)
    {
        var capabilities = console.Profile.Capabilities;
        if (capabilities is { Interactive: true, Ansi: true })
        {
            await console.Live(new Text("")).StartAsync(context => work(lines =>
            {
                context.UpdateTarget(Table(lines));
                context.Refresh();
            }));
            return;
        }

        await work(PrintChanges);
    }

    private void PrintChanges(IReadOnlyList<ServiceLine> lines)
    {
        foreach (var line in lines.Where(l => shown.GetValueOrDefault(l.Service) != l.Words))
        {
            shown[line.Service] = line.Words;
            console.Line($"  {line.Service,-10} {line.Words}  ({Seconds()} s)", Colour(line));
        }
    }

    private Grid Table(IReadOnlyList<ServiceLine> lines)
    {
        var grid = new Grid().AddColumn().AddColumn().AddColumn();
        foreach (var line in lines)
        {
            IRenderable mark = new Text(line.Failed ? "✗" : line.Ready ? "✓" : "…", Colour(line));
            grid.AddRow(mark, new Text(line.Service), new Text(line.Words, Colour(line)));
        }

        return grid.AddRow(new Text(""), new Text($"{Seconds()} s", Color.Grey), new Text(""));
    }

    private string Seconds() => clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static Style Colour(ServiceLine line) => line.Failed ? Color.Red : line.Ready ? Color.Green : Color.Yellow;
}
