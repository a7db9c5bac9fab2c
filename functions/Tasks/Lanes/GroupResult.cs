namespace NimbusFunctions.Tasks.Lanes;

/// <summary>What became of a group.</summary>
/// <param name="Known">What is known of the partition now.</param>
/// <param name="Left">The works that are left for the next transaction.</param>
/// <param name="Took">How long the last transaction that was carried out took; zero: none was yet.</param>
internal sealed record GroupResult(LaneState? Known, IReadOnlyList<LaneEntry> Left, TimeSpan Took);
