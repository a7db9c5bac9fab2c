using Azure.Data.Tables;
using NimbusFunctions.Retention.Kinds;

namespace NimbusFunctions.Retention.Purge;

/// <summary>What stands before a tenant's data, read at most five seconds ago, however long a purge lasts.</summary>
/// <param name="read">Reads it.</param>
/// <param name="time">The clock.</param>
internal sealed class GuardWatch(Func<CancellationToken, Task<GuardView>> read, TimeProvider time)
{
    /// <summary>A hold that is set counts for a purge under way after at most so long and the transaction at hand.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private GuardView? known;
    private long asked;

    public async ValueTask<GuardView> NowAsync(CancellationToken cancellation)
    {
        if (known is not null && time.GetElapsedTime(asked) < Fresh)
            return known;
        var at = time.GetTimestamp();
        known = await read(cancellation);
        asked = at;
        return known;
    }

    /// <summary>Whether a row may not go: its keys or any text in it name a user or a service under hold. Too much is kept rather than too little.</summary>
    public static bool Holds(GuardView guards, RowSource source, TableEntity row) =>
        (source.IsPacked && !guards.HeldUsers.IsEmpty) || guards.IsNamedIn(row);

    /// <summary>Whether both let the same rows go.</summary>
    public static bool HoldTheSame(GuardView one, GuardView other) => ReferenceEquals(one, other)
        || (one.HeldUsers.SetEquals(other.HeldUsers) && one.HeldServices.SetEquals(other.HeldServices));
}
