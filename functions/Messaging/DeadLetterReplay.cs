using System.Globalization;

namespace NimbusFunctions.Messaging;

/// <summary>
/// What a message carries that an operator sent again, so that it becomes the same letter should it fail once more. Its own
/// attempts and age begin anew: handlers judge by them.
/// </summary>
/// <param name="Letter">The letter's id.</param>
/// <param name="Count">Which replay it is, from 1 on.</param>
/// <param name="FirstSeen">When the letter's message was first seen: its row lies there, and its retention counts from it.</param>
internal sealed record DeadLetterReplay(string Letter, int Count, DateTimeOffset FirstSeen)
{
    /// <summary>Names the application property.</summary>
    public const string Property = "nimbus-replay";

    public const int IdDigits = 32;

    // No message is older than the product; the store's own times begin in 1601.
    public const int FirstYear = 2000;

    /// <summary>Null where the value is none: other systems write messages too.</summary>
    public static DeadLetterReplay? Parse(object? value) =>
        value?.ToString()?.Split('|') is [{ Length: IdDigits } letter, var count, var seen]
        && letter.All(char.IsAsciiHexDigitLower)
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        && DateTimeOffset.TryParseExact(seen, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var first)
        && first.Year >= FirstYear
            ? new(letter, number, first)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Letter}|{Count}|{FirstSeen.UtcDateTime:O}");
}
