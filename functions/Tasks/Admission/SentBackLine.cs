using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>The arrivals that were sent back, each with its place in the line: the rows <c>b|{order}</c>.</summary>
internal static class SentBackLine
{
    public static void Join(LaneView view, ArrivalOrder order)
    {
        view.Add(HeldRow.WriteSentBack(view.Partition, order, view.Now));
        if (view.Slots.SentBack is not { } oldest || order.CompareTo(oldest) < 0)
            view.Slots = view.Slots with { SentBack = order };
        view.LookAgainAt(view.Now + view.Limits.LongestHold);
    }

    public static async Task<bool> HasAsync(LaneView view, ArrivalOrder order, CancellationToken cancellation) =>
        await view.RowAsync(HeldRow.SentBackKey(order), cancellation) is not null;

    /// <summary>It is no longer in the queue, and the next may come. Nothing, where it has no place.</summary>
    public static async Task LeaveAsync(LaneView view, ArrivalOrder order, CancellationToken cancellation)
    {
        if (!await HasAsync(view, order, cancellation))
            return;
        view.Delete(HeldRow.SentBackKey(order));
        var next = await view.FirstAsync(LaneRows.SentBackPrefix, 1, cancellation);
        view.Slots = view.Slots with { SentBack = next is [var first] ? HeldRow.OrderOf(first) : null };
    }

    /// <summary>How many older ones are in the queue; more than can be held here are not counted.</summary>
    public static async Task<int> OlderAsync(LaneView view, ArrivalOrder order, CancellationToken cancellation)
    {
        if (view.Slots.SentBack is not { } oldest || oldest.CompareTo(order) >= 0)
            return 0;
        var room = view.Limits.MostHeld - view.Slots.Held;
        if (room <= 1)
            return 1;
        var sentBack = await view.FirstAsync(LaneRows.SentBackPrefix, room, cancellation);
        return sentBack.Count(row => HeldRow.OrderOf(row).CompareTo(order) < 0);
    }
}
