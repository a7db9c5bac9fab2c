using Azure.Data.Tables;
using NimbusFunctions.Tasks.Admission;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tests.TasksSimulation;

/// <summary>Looks at every transaction as it is carried out: the cap, and that nobody passes who stood in line before.</summary>
internal sealed class SlotWatch(TaskWorld world)
{
    private static readonly TimeSpan InForce = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, SlotBook> books = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ArrivalOrder Order, int Since)> line = new(StringComparer.Ordinal);
    private readonly List<(DateTimeOffset Since, int Cap)> caps = [];
    private int writes;

    /// <summary>A cap that holds from now on.</summary>
    public void CapIs(int cap) => caps.Add((world.Time.GetUtcNow(), cap));

    public void Written(string table, IReadOnlyList<ITableEntity> rows)
    {
        // A claim alone says nothing of the slots.
        if (table != "Tasks" || rows[^1] is not TableEntity { RowKey: SlotRow.Key } slots || !slots.ContainsKey("Json"))
            return;
        writes++;
        foreach (var row in rows.OfType<TableEntity>())
            Stand(row);
        var partition = rows[^1].PartitionKey;
        var before = books.GetValueOrDefault(partition) ?? SlotBook.Empty;
        var after = books[partition] = SlotRow.Read(slots);
        if (after.InUse > before.InUse && after.InUse > LargestCap())
            world.Fail($"{after.InUse} slots are in use, and the cap was at most {LargestCap()} in the last 5 s.");
        foreach (var taken in after.Taken.ExceptBy(before.Taken.Select(slot => slot.TaskId), slot => slot.TaskId))
            CheckLine(taken.TaskId);
    }

    private void Stand(TableEntity row)
    {
        if (row.RowKey.StartsWith(LaneRows.HeldPrefix, StringComparison.Ordinal) && row.Count > 2)
            line.TryAdd(row.RowKey.Split('|')[2], (HeldRow.OrderOf(row), writes));
        else if (row.RowKey.StartsWith(LaneRows.SentBackPrefix, StringComparison.Ordinal) && row.ContainsKey("Since"))
            line.TryAdd(world.ArrivalOf(HeldRow.OrderOf(row)), (HeldRow.OrderOf(row), writes));
    }

    private void CheckLine(string taskId)
    {
        if (world.OrderOf(taskId) is not { } order)
            return;
        var since = line.TryGetValue(taskId, out var place) ? place.Since : writes;
        line.Remove(taskId);
        foreach (var (id, other) in line.Where(other => other.Value.Order.CompareTo(order) < 0 && other.Value.Since < since))
        {
            if (world.Waits(id))
                world.Fail($"Arrival {taskId} has passed {id}, which stood in line before it.");
        }
    }

    private int LargestCap()
    {
        var from = world.Time.GetUtcNow() - InForce;
        return caps.Where((cap, index) => index == caps.Count - 1 || caps[index + 1].Since >= from).Max(cap => cap.Cap);
    }
}
