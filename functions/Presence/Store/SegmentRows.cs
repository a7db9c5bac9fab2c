using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Azure.Data.Tables;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Presence.Store;

/// <summary>
/// The rows of a segment, partition <c>{tenant}|{number}</c>: <c>fresh</c> says when whom was confirmed, <c>roster</c>
/// who lies where, <c>u|{user}</c> what is known of a user.
/// </summary>
internal static class SegmentRows
{
    public const string Fresh = "fresh";
    public const string Roster = "roster";
    public const string UserPrefix = "u|";
    public const string UserEnd = "u}";

    // Fifteen bits of tenths of a second before the row's own time, and one that says at which cadence.
    private const ushort FastBit = 0x8000;
    private const ushort Never = 0x7fff;

    // 16 bytes each fill a column.
    private const int IdsPerColumn = 4_096;

    public static string Partition(string tenant, int segment) => $"{tenant}|{segment:x4}";

    public static string UserKey(Guid user) => $"{UserPrefix}{user:D}";

    public static Guid UserOf(string rowKey) => Guid.ParseExact(rowKey.AsSpan(UserPrefix.Length), "D");

    public static TableEntity WriteFresh(string tenant, PresenceSegment segment)
    {
        var newest = segment.Confirmed.Length == 0 ? 0 : segment.Confirmed.Max();
        var stamps = new byte[segment.Confirmed.Length * sizeof(ushort)];
        for (var slot = 0; slot < segment.Confirmed.Length; slot++)
        {
            var before = segment.Confirmed[slot] == 0 ? Never : (ushort)Math.Min(newest - segment.Confirmed[slot], Never);
            var stamp = segment.Fast[slot] ? (ushort)(before | FastBit) : before;
            BinaryPrimitives.WriteUInt16LittleEndian(stamps.AsSpan(slot * sizeof(ushort)), stamp);
        }

        return new(Partition(tenant, segment.Number), Fresh)
        {
            ["Version"] = segment.Version,
            ["Newest"] = newest,
            ["Stamps"] = stamps,
            ["Writes"] = segment.Writes,
            ["RosterVersion"] = segment.RosterVersion,
            ["FastCadence"] = segment.FastCadence.TotalSeconds,
            ["SlowCadence"] = segment.SlowCadence.TotalSeconds,
        };
    }

    /// <summary>The segment without its roster and its states.</summary>
    public static PresenceSegment ReadFresh(int number, TableEntity row, DateTimeOffset asOf)
    {
        var stamps = Bytes(row, "Stamps");
        var newest = row.GetInt64("Newest") ?? 0;
        var users = stamps.Length / sizeof(ushort);
        var (confirmed, fast) = (new long[users], new bool[users]);
        for (var slot = 0; slot < users; slot++)
        {
            var stamp = BinaryPrimitives.ReadUInt16LittleEndian(stamps.AsSpan(slot * sizeof(ushort)));
            var before = stamp & Never;
            confirmed[slot] = before == Never ? 0 : newest - before;
            fast[slot] = (stamp & FastBit) != 0;
        }

        return new()
        {
            Number = number,
            ETag = row.ETag,
            Version = row.GetInt64("Version") ?? 0,
            RosterVersion = row.GetInt64("RosterVersion") ?? 0,
            Confirmed = confirmed,
            Asked = new long[users],
            Writes = Bytes(row, "Writes"),
            Fast = fast,
            FastCadence = TimeSpan.FromSeconds(row.GetDouble("FastCadence") ?? PresenceSection.UsualInterval),
            SlowCadence = TimeSpan.FromSeconds(row.GetDouble("SlowCadence") ?? PresenceSection.LongestInterval),
            AsOf = asOf,
        };
    }

    public static TableEntity WriteRoster(string tenant, PresenceSegment segment)
    {
        var row = new TableEntity(Partition(tenant, segment.Number), Roster) { ["Version"] = segment.RosterVersion, ["Places"] = segment.Roster.Length };
        for (var from = 0; from < segment.Roster.Length; from += IdsPerColumn)
        {
            var ids = segment.Roster.AsSpan(from, Math.Min(IdsPerColumn, segment.Roster.Length - from));
            row[IdsColumn(from)] = MemoryMarshal.AsBytes(ids).ToArray();
        }

        return row;
    }

    public static (long Version, Guid[] Ids) ReadRoster(TableEntity row)
    {
        var ids = new Guid[row.GetInt32("Places") ?? 0];
        for (var from = 0; from < ids.Length; from += IdsPerColumn)
            Bytes(row, IdsColumn(from)).CopyTo(MemoryMarshal.AsBytes(ids.AsSpan(from)));
        return (row.GetInt64("Version") ?? 0, ids);
    }

    public static TableEntity WriteUser(string tenant, int segment, Guid user, UserPresence state) => new(Partition(tenant, segment), UserKey(user))
    {
        ["Availability"] = state.Seen.Availability,
        ["Activity"] = state.Seen.Activity,
        ["Since"] = state.Since,
        ["At"] = state.At,
        ["Number"] = state.Number,
    };

    public static UserPresence ReadUser(TableEntity row) => new(
        Vocabulary.Of(row.Text("Availability"), row.Text("Activity")),
        row.GetDateTimeOffset("Since") ?? default,
        row.GetDateTimeOffset("At") ?? default,
        row.GetString("Number"));

    private static string IdsColumn(int from) => $"Ids{from / IdsPerColumn}";

    private static byte[] Bytes(TableEntity row, string column) =>
        row.GetBinary(column) ?? throw new InvalidDataException($"A row lacks the column {column}.");
}
