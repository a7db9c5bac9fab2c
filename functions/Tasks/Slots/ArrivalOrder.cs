using System.Globalization;
using System.Text.Json.Serialization;
using NimbusFunctions.Storage;

namespace NimbusFunctions.Tasks.Slots;

/// <summary>An arrival's place in the line: by its time, and among those of one instant by its name.</summary>
/// <param name="Key">Sorts by ordinal comparison.</param>
internal sealed record ArrivalOrder(string Key) : IComparable<ArrivalOrder>
{
    private const int TickDigits = 19;

    public static ArrivalOrder Of(DateTimeOffset arrived, string name) => new(string.Create(
        CultureInfo.InvariantCulture, $"{arrived.UtcTicks:D19}{StableHash.Hex(name, 12)}"));

    /// <summary>When it arrived.</summary>
    [JsonIgnore]
    public DateTimeOffset Arrived => new(long.Parse(Key.AsSpan(0, TickDigits), CultureInfo.InvariantCulture), TimeSpan.Zero);

    public int CompareTo(ArrivalOrder? other) => string.CompareOrdinal(Key, other?.Key);
}
