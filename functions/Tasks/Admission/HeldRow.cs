using Azure.Data.Tables;
using NimbusFunctions.Tasks.Lanes;
using NimbusFunctions.Tasks.Slots;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>The rows <c>w|{order}|{task}</c> of arrivals that wait, and <c>b|{order}</c> of those that were sent back.</summary>
internal static class HeldRow
{
    public static string Key(ArrivalOrder order, string taskId) => $"{LaneRows.HeldPrefix}{order.Key}|{taskId}";

    public static string SentBackKey(ArrivalOrder order) => LaneRows.SentBackPrefix + order.Key;

    public static TableEntity WriteSentBack(TaskPartition partition, ArrivalOrder order, DateTimeOffset now) =>
        new(partition.Key, SentBackKey(order)) { ["Since"] = now };

    /// <summary>The place in the line of either kind of row.</summary>
    public static ArrivalOrder OrderOf(TableEntity row) => new(row.RowKey.Split('|')[1]);
}
