using NimbusFunctions.Retention.Kinds;

namespace NimbusFunctions.Tests.Retention;

/// <summary>What a table holds, as far as the end of it goes.</summary>
/// <param name="Table">One of <c>StoreTables.Names</c>.</param>
/// <param name="Purged">The rows that a purge takes.</param>
/// <param name="Live">The other rows, and who removes them when; null: there are none.</param>
/// <param name="Bodies">Message bodies kept in it: the queues they came from or go to.</param>
internal sealed record TableEntry(string Table, IReadOnlyList<RowSource> Purged, string? Live, IReadOnlyList<string> Bodies);
