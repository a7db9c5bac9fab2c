using Azure;

namespace NimbusFunctions.Directory.Sync;

/// <summary>A run under way, carried from slice to slice.</summary>
internal sealed record RunState(string Id, string Kind, DateTimeOffset Started, int Slices, RunCounts Counts, IReadOnlyList<string> Problems);

/// <summary>The right to work on a tenant: whoever takes it raises the number, and an older number writes no more.</summary>
internal sealed record SyncLease(long Number, ETag ETag);
