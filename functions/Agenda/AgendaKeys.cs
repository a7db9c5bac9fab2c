using System.Globalization;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Agenda;

/// <summary>
/// Keys of the agenda: partition <c>{minute}|{shard}</c>, so that what is due is found by its time and a busy
/// minute is not bound to one partition's 2,000 entities a second (Tables: "Scalability and performance targets").
/// </summary>
internal static class AgendaKeys
{
    public const int Shards = 4;

    public static string Partition(AgendaItem item)
    {
        var shard = Convert.ToInt32(StableHash.Hex($"{item.Kind}|{item.Subject}", 2), 16) % Shards;
        return Partition(item.Due, shard);
    }

    public static string Partition(DateTimeOffset minute, int shard) => $"{Minute(minute)}|{shard}";

    /// <summary>The subject is hashed into the key, because table keys take neither slashes nor 1 KiB.</summary>
    public static string Row(AgendaItem item) => $"{item.Kind}|{StableHash.Hex(item.Subject, 32)}";

    /// <summary>Sorts as time does.</summary>
    public static string Minute(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
}
