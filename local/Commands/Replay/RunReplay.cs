extern alias app;
using app::NimbusFunctions.Directory.Runs;
using app::NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Local.Commands.Replay;

/// <summary>
/// Runs the real sync on what was recorded, slice by slice, each from the rows that it read itself: so what others did
/// between two slices, and how far a slice came that was killed, is as it was.
/// </summary>
internal static class RunReplay
{
    /// <exception cref="InvalidDataException">The recording has no slice, or a row of it cannot be read.</exception>
    public static async Task<Replayed> RunAsync(Recording recording, CancellationToken stop)
    {
        if (recording.Slices.Count == 0 || RunId.Parse(recording.Run.Run) is not { } run)
            throw new InvalidDataException("The recording has no slice, or its run has no id.");
        List<DecisionLine> decisions = [], possible = [];
        RunCounts? counts = null;
        string? astray = null;
        foreach (var slice in recording.Slices)
        {
            using SliceReplay replay = new(recording.Run.Tenant, run, slice);
            astray ??= await replay.RunAsync(stop);
            (slice.BrokeOff ? possible : decisions).AddRange(await replay.DecisionsAsync(stop));
            counts = slice.BrokeOff ? null : await replay.CountsAsync(stop);
        }

        return new(decisions, possible, counts, recording.Slices.Count(slice => slice.BrokeOff), astray);
    }
}
