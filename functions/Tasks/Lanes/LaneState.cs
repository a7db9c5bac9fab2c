using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks.Lanes;

/// <summary>
/// A partition as it was last seen or written. While the slots name the same last transaction nobody has changed
/// anything in it, so its tasks need not be read again.
/// </summary>
/// <param name="Book">The slots.</param>
/// <param name="ETag">Of their row; null: it is not there yet.</param>
/// <param name="AsOf">Before when nobody else had changed them since.</param>
/// <param name="Claim">Whose turn it is; null: whoever comes first.</param>
/// <param name="Tasks">The rows of all tasks, by key; null: they were not read.</param>
internal sealed record LaneState(
    SlotBook Book, ETag? ETag, DateTimeOffset AsOf, string? Claim = null, ImmutableSortedDictionary<string, TableEntity>? Tasks = null)
{
    // Content of the longest kind is read again rather than kept.
    private const int MostKept = 400;

    /// <summary>The same slots, read again.</summary>
    /// <param name="now">As they were read.</param>
    public LaneState Renew(LaneState now) => now.IsSameAs(this) ? now with { Tasks = Tasks } : now;

    // A claim changes the ETag and nothing else; a transaction leaves its name.
    private bool IsSameAs(LaneState other) => ETag == other.ETag || (Book.Commits is [.., var last] && other.Book.Commits is [.., var its] && last == its);

    /// <summary>After a transaction that was carried out.</summary>
    /// <param name="stored">The slots after it.</param>
    /// <param name="tasks">The tasks after it, as far as they are known.</param>
    public static LaneState After(LaneState stored, ImmutableSortedDictionary<string, TableEntity>? tasks) =>
        stored with { Tasks = tasks is { Count: <= MostKept } ? tasks : null };
}
