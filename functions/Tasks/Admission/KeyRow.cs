using Azure.Data.Tables;
using NimbusFunctions.Storage;
using NimbusFunctions.Tasks.Lanes;

namespace NimbusFunctions.Tasks.Admission;

/// <summary>The rows <c>k|{hash of the key}</c>: what was answered, for a day.</summary>
internal static class KeyRow
{
    public static string Key(string name) => LaneRows.KeyPrefix + name;

    public static TableEntity Write(TaskPartition partition, IdempotencyKey key, string taskId, string answer, DateTimeOffset now) =>
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
}
