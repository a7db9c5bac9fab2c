using System.Globalization;
using NimbusFunctions.Web;

namespace NimbusFunctions.Messaging;

/// <summary>Where a letter lies: the keys of its row. As text it is the letter's id for callers, who read nothing in it.</summary>
/// <param name="Owner">The tenant, or <see cref="DeadLetterStore.NoTenant"/>.</param>
/// <param name="Day">The UTC day on which it was first seen, <c>yyyyMMdd</c>.</param>
/// <param name="RowKey"><c>{HHmmssfff}|{id}</c>.</param>
internal sealed record DeadLetterPlace(string Owner, string Day, string RowKey)
{
    private const string DayFormat = "yyyyMMdd";
    private const int TimeDigits = 9;

    public string Partition => $"{Owner}|{Day}";

    /// <summary>The letter's own id, the same wherever it lies.</summary>
    public string Letter => RowKey[(TimeDigits + 1)..];

    /// <summary>The id for callers.</summary>
    public string Id => ContinuationToken.Encode($"{Partition}|{RowKey}");

    public static DeadLetterPlace Of(string owner, DeadLetter letter) =>
        new(owner, DayOf(letter.FirstSeen), $"{letter.FirstSeen.UtcDateTime.ToString("HHmmssfff", CultureInfo.InvariantCulture)}|{letter.Id}");

    public static DeadLetterPlace Of(string partition, string rowKey) =>
        partition.Split('|') is [var owner, var day] ? new(owner, day, rowKey) : throw new InvalidDataException("This is no partition of dead letters.");

    public static string DayOf(DateTimeOffset at) => at.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>Null where the text was not made by <see cref="Id"/>.</summary>
    public static DeadLetterPlace? Parse(string id)
    {
        if (ContinuationToken.Decode(id)?.Split('|') is not [var owner, var day, { Length: TimeDigits } time, { Length: DeadLetterReplay.IdDigits } letter]
            || !IsOwner(owner)
            || !DateTime.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            || !time.All(char.IsAsciiDigit)
            || !letter.All(char.IsAsciiHexDigitLower))
            return null;
        var place = new DeadLetterPlace(owner, day, $"{time}|{letter}");
        return place.Id == id ? place : null;
    }

    private static bool IsOwner(string owner) =>
        owner == DeadLetterStore.NoTenant || (Guid.TryParseExact(owner, "D", out var tenant) && tenant.ToString("D") == owner);
}
