namespace NimbusFunctions.Tasks.Lanes;

/// <summary>What became of a group.</summary>
/// <param name="Known">What is known of the partition now.</param>
/// <param name="Left">The works that are left for the next transaction.</param>
/// <param name="Conflicts">How often other processes were faster.</param>
/// <param name="Took">How long the last transaction took.</param>
internal sealed record GroupResult(LaneState? Known, IReadOnlyList<LaneEntry> Left, int Conflicts, TimeSpan Took);
