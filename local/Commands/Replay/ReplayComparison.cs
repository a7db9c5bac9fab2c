extern alias app;
using app::NimbusFunctions.Directory.Runs;
using app::NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Local.Commands.Replay;

/// <summary>Compares what was decided then with what is decided now: values in, a value out.</summary>
/// <param name="Lines">What is compared, as recorded and as replayed.</param>
/// <param name="FirstDifference">One sentence, or null where both are equal.</param>
internal sealed record ReplayComparison(IReadOnlyList<ComparedLine> Lines, string? FirstDifference)
{
    public static ReplayComparison Of(Recording recording, Replayed replayed)
    {
        HashSet<Key> then = Keys(recording.Decisions), now = Keys(replayed.Decisions), possible = [.. now, .. Keys(replayed.Possible)];
        List<ComparedLine> lines =
        [
            new("decisions", then.Count, now.Union(then.Intersect(possible)).Count()),
            .. Counts(recording.Summary.Counts, replayed.Counts),
        ];
        return new(
            lines,
            replayed.Astray
                ?? Decision(then.Except(possible), "was decided then and is not now")
                ?? Decision(now.Except(then), "is decided now and was not then")
                ?? lines.Where(line => line.Replayed is { } count && count != line.Recorded)
                    .Select(line => $"{line.What}: {line.Recorded} then, {line.Replayed} now.").FirstOrDefault());
    }

    private static string? Decision(IEnumerable<Key> lines, string what) => lines
        .OrderBy(line => (line.Action, line.Subject, line.Scope, line.Proof))
        .Select(line => $"{line.Action} of {line.Subject}{(line.Scope.Length > 0 ? $" in {line.Scope}" : "")} ({line.Proof}) {what}.")
        .FirstOrDefault();

    // When a line was written is no part of the decision, and one that was written twice is one.
    private static HashSet<Key> Keys(IEnumerable<DecisionLine> lines) =>
        [.. lines.Select(line => new Key(line.Action, line.Subject, line.Proof, line.Scope))];

    private static IEnumerable<ComparedLine> Counts(RunCounts recorded, RunCounts? replayed) =>
    [
        new("added", recorded.Added, replayed?.Added),
        new("updated", recorded.Updated, replayed?.Updated),
        new("left", recorded.Left, replayed?.Left),
        new("soft-deleted", recorded.SoftDeleted, replayed?.SoftDeleted),
        new("deleted", recorded.Deleted, replayed?.Deleted),
        new("restored", recorded.Restored, replayed?.Restored),
        new("held", recorded.Held, replayed?.Held),
        new("unsettled", recorded.Unsettled, replayed?.Unsettled),
    ];

    private sealed record Key(string Action, string Subject, string Proof, string Scope);
}

/// <summary>A number then and now.</summary>
internal sealed record ComparedLine(string What, int Recorded, int? Replayed);
