namespace NimbusFunctions.Directory.Sync;

/// <summary>Counts what a slice does and collects what troubles it.</summary>
internal sealed class RunTally(RunCounts before, IEnumerable<string> problems)
{
    private readonly SortedSet<string> problems = new(problems, StringComparer.Ordinal);

    public RunCounts Counts { get; private set; } = before;

    public IReadOnlyList<string> Problems => [.. problems];

    /// <summary>Something was seen once in this slice and is to be looked at again soon.</summary>
    public bool SecondLook { get; private set; }

    /// <summary>How old the change tokens were when the slice began; null: there were none.</summary>
    public TimeSpan? DeltaAge { get; set; }

    /// <summary>Plans that are held at the slice's end.</summary>
    public int HeldPlans { get; set; }

    /// <summary>What was told of each team that this slice asked for last.</summary>
    public TeamAnswers Teams { get; } = new();

    public void WantSecondLook() => SecondLook = true;

    public void Problem(string problem) => problems.Add(problem);

    public void Add(int added = 0, int updated = 0, int left = 0, int softDeleted = 0, int deleted = 0, int restored = 0, int held = 0) =>
        Counts = Counts with
        {
            Added = Counts.Added + added,
            Updated = Counts.Updated + updated,
            Left = Counts.Left + left,
            SoftDeleted = Counts.SoftDeleted + softDeleted,
            Deleted = Counts.Deleted + deleted,
            Restored = Counts.Restored + restored,
            Held = Counts.Held + held,
        };
}
