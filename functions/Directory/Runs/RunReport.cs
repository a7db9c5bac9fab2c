using NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Directory.Runs;

/// <summary>What a run did and what it took, as kept in <c>Runs</c> and answered by <c>GET …/sync/runs</c>.</summary>
/// <param name="Id">The run.</param>
/// <param name="Kind"><c>full</c>, <c>delta</c> or <c>audit</c>.</param>
/// <param name="Started">When its first slice began.</param>
/// <param name="Ended">When its last slice ended; null while it goes on.</param>
/// <param name="Slices">How many messages it took so far.</param>
/// <param name="Requests">Requests to Graph; a batch is one.</param>
/// <param name="ResourceUnits">What they cost.</param>
/// <param name="ThrottledSeconds">How long it was kept waiting, by Graph's word or by the budget.</param>
/// <param name="Answers">How many answers of Graph are recorded; a batch counts by its items.</param>
internal sealed record RunReport(
    string Id,
    string Kind,
    DateTimeOffset Started,
    DateTimeOffset? Ended,
    int Slices,
    RunCounts Counts,
    IReadOnlyList<string> Problems,
    int Requests,
    double ResourceUnits,
    double ThrottledSeconds,
    int Answers);
