using NimbusFunctions.Messaging;

namespace NimbusFunctions.Tests.Messaging;

/// <summary>What was given up on a day, with the bodies.</summary>
internal static class LettersOfADay
{
    /// <summary>The letters of a day, of all tenants and of none.</summary>
    public static async Task<IReadOnlyList<DeadLetter>> ReadDayAsync(this DeadLetterStore store, DateTimeOffset day, CancellationToken cancellation)
    {
        var letters = new List<DeadLetter>();
        await foreach (var row in store.ReadAsync(null, null, null, null, cancellation))
        {
            if (row.Place.Day == DeadLetterPlace.DayOf(day) && await store.FindAsync(row.Place, cancellation) is { } found)
                letters.Add(found.Row.Letter);
        }

        return letters;
    }
}
