namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>One trial at one size of the directory.</summary>
/// <param name="DirectoryUsers">Users in the directory.</param>
/// <param name="First">The first sync.</param>
/// <param name="Delta">The sync of the changes.</param>
internal sealed record TrialResult(int DirectoryUsers, SyncCost First, SyncCost Delta);
