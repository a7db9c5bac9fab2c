using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>The rows <c>k|{hash of the key}</c>: what was answered, for a day.</summary>
internal static class KeyRow
{
    public static string Key(string name) => LaneRows.KeyPrefix + name;

    /// <summary>Remembers what was answered; the sweep forgets it within the hour after its day.</summary>
    public static void Remember(LaneView view, IdempotencyKey key, string taskId, string answer)
    {
        view.Add(Write(view.Partition, key, taskId, answer, view.Now));
        view.LookAgainAt(HourAfter(view.Now + IdempotencyKey.Lifetime));
    }

    private static TableEntity Write(TaskPartition partition, IdempotencyKey key, string taskId, string answer, DateTimeOffset now) =>
        new(partition.Key, Key(key.Name))
        {
            ["Payload"] = key.Payload,
            ["TaskId"] = taskId,
            ["Answer"] = answer,
            ["Until"] = now + IdempotencyKey.Lifetime,
        };

    /// <summary>What was answered to this key; null where it is forgotten.</summary>
    public static AdmissionAnswer? Answer(TableEntity? row, IdempotencyKey key, DateTimeOffset now) => row switch
    {
        null => null,
        _ when IsOver(row, now) => null,
        _ when row.Text("Payload") != key.Payload => new AdmissionAnswer.KeyUsedOtherwise(),
        _ => new AdmissionAnswer.Admitted(row.Text("Answer"), IsRepeated: true),
    };

    public static bool IsOver(TableEntity row, DateTimeOffset now) => row.GetDateTimeOffset("Until") is not { } until || until <= now;

    private static DateTimeOffset HourAfter(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour) + TimeSpan.TicksPerHour, TimeSpan.Zero);
}
