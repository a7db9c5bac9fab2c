using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Outbox;

namespace NimbusFunctions.Tasks.Lanes;

/// <summary>
/// Those that have waited longest get the slots that are free, in the transaction that freed them. One that is older and
/// was sent back comes before them.
/// </summary>
internal static class Promotion
{
    /// <summary>How long those who wait are not looked at: a slot may come free without anybody noticing, as where a cap is raised.</summary>
    public static readonly TimeSpan NextLook = TimeSpan.FromMinutes(1);

    public static async Task PromoteAsync(LaneView view, LaneOutbox outbox, CancellationToken cancellation)
    {
        var free = Math.Min(view.Limits.Cap - view.Slots.InUse, view.Slots.Held);
        if (free <= 0 || view.Limits.StandsStill || AnOlderOneIsInTheQueue(view))
            return;
        var held = await view.FirstAsync(LaneRows.HeldPrefix, free + 1, cancellation);
        for (var next = 0; next < free && next < held.Count && !AnOlderOneIsInTheQueue(view); next++)
        {
            var (mark, told) = (view.Mark(), outbox.Mark());
            view.Delete(held[next].RowKey);
            var task = TaskRow.Read(held[next]);
            TaskEntry.Enter(view, outbox, task, before: task);
            view.Slots = view.Slots with
            {
                Held = view.Slots.Held - 1,
                OldestHeld = next + 1 < held.Count ? HeldRow.OrderOf(held[next + 1]) : null,
            };
            if (!view.IsFull)
                continue;
            // The next group goes on: the works of this one come first.
            view.BackTo(mark);
            outbox.BackTo(told);
            return;
        }
    }

    private static bool AnOlderOneIsInTheQueue(LaneView view) =>
        view.Slots.SentBack is { } sentBack && view.Slots.OldestHeld?.CompareTo(sentBack) > 0;
}
