using Azure;

namespace NimbusFunctions.Directory.Sync;

/// <summary>A run under way, carried from slice to slice.</summary>
/// <param name="Sequence">The run's number in its tenant.</param>
/// <param name="AuditFrom">The counts when its audit began; null: it has not.</param>
internal sealed record RunState(string Id, string Kind, DateTimeOffset Started, int Slices, RunCounts Counts, IReadOnlyList<string> Problems, long Sequence = 0,
    RunCounts? AuditFrom = null);

/// <summary>The right to work on a tenant: whoever takes it raises the number, and an older number writes no more.</summary>
internal sealed record SyncLease(long Number, ETag ETag);
