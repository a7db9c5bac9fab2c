namespace NimbusFunctions.Retention.Purge;

/// <summary>
/// Rows that are about to be removed, written down before the first of them is: whoever finds this after a crash counts what
/// is still there and so knows what is gone.
/// </summary>
/// <param name="Partition">Where they lie.</param>
/// <param name="First">The first one's key.</param>
/// <param name="Last">The last one's key.</param>
/// <param name="Rows">The rows between the two that are over, those under hold too.</param>
/// <param name="Before">Until when rows were over.</param>
internal sealed record PurgeBatch(string Partition, string First, string Last, BatchKeys Rows, DateTimeOffset Before);
