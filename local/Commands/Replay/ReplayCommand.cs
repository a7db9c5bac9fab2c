using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace NimbusFunctions.Local.Commands.Replay;

/// <summary><c>replay</c>: runs a recorded run again, offline, and says whether the same is decided.</summary>
internal static class ReplayCommand
{
    public static Command Create(LocalConsole console)
    {
        Argument<string> file = new("FILE") { Description = "A recording, as GET /v1/tenants/{t}/sync/runs/{id}/recording gives it." };
        Command replay = new("replay", "Runs a recorded sync again without any network and compares what it decides with what was decided.") { file };
        replay.SetAction((parsed, stop) => RunAsync(parsed.GetRequiredValue(file), console, stop));
        return replay;
    }

    private static async Task<int> RunAsync(string file, LocalConsole console, CancellationToken stop)
    {
        var recording = await RecordingFile.ReadAsync(file, stop);
        var replayed = await RunReplay.RunAsync(recording, stop);
        var comparison = ReplayComparison.Of(recording, replayed);

        var table = new Table().AddColumn($"Run {Markup.Escape(recording.Run.Run)}").AddColumn("recorded").AddColumn("replayed");
        foreach (var line in comparison.Lines)
            table.AddRow(line.What, Text(line.Recorded), line.Replayed is { } now ? Text(now) : "-");
        console.Show(table);
        if (replayed.BrokenOff > 0)
            console.Line($"Of {recording.Slices.Count} slices {replayed.BrokenOff} broke off (killed, or a neighbour was silent): how far they came is not recorded.");
        if (comparison.FirstDifference is { } difference)
        {
            console.Error(difference);
            return 1;
        }

        console.Line("The same is decided.");
        return 0;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
