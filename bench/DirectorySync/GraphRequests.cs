namespace NimbusFunctions.Bench.DirectorySync;

/// <summary>What Graph was asked, as the simulator counts it.</summary>
/// <param name="Total">All requests; items of a batch one by one.</param>
/// <param name="Throttled">How many were answered 429.</param>
internal sealed record GraphRequests(long Total, long Throttled);
