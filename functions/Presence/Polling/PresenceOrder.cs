using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Presence.Polling;

/// <summary>
/// What an answer does to what is known: a pure decision, so that answers may come late, twice and in any order. A
/// request's time is our own clock's; Graph's number tells a replica that lags behind.
/// </summary>
internal static class PresenceOrder
{
    /// <param name="known">What is stored; null: nothing.</param>
    /// <param name="confirmed">When the newest request that confirmed it was sent; null: the knowledge has run out.</param>
    /// <param name="answer">The answer.</param>
    public static PresenceVerdict Decide(UserPresence? known, DateTimeOffset? confirmed, PresenceAnswer answer)
    {
        if (known is null)
            return PresenceVerdict.Changed;
        if (answer.Asked <= (confirmed ?? known.At))
            return PresenceVerdict.Older;
        // What has run out is begun anew, also where Graph counts anew.
        if (confirmed is null)
            return PresenceVerdict.Changed;
        var newer = known.Number is null || answer.Number is null ? 0 : Compare(answer.Number, known.Number);
        if (newer < 0)
            return PresenceVerdict.Older;
        if (!IsSame(known.Seen, answer.Seen))
            return PresenceVerdict.Changed;
        return newer > 0 ? PresenceVerdict.Renewed : PresenceVerdict.Confirmed;
    }

    /// <summary>Graph spells the same words in two ways, so their case says nothing.</summary>
    public static bool IsSame(SeenPresence one, SeenPresence other) => ReferenceEquals(one, other)
        || (one.Availability.Equals(other.Availability, StringComparison.OrdinalIgnoreCase)
            && one.Activity.Equals(other.Activity, StringComparison.OrdinalIgnoreCase));

    // Numbers of different length sort by their length, anything else by its letters.
    private static int Compare(string one, string other)
    {
        if (!one.All(char.IsAsciiDigit) || !other.All(char.IsAsciiDigit))
            return string.CompareOrdinal(one, other);
        var (left, right) = (one.TrimStart('0'), other.TrimStart('0'));
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);
    }
}

/// <summary>What an answer does to what is known.</summary>
internal enum PresenceVerdict
{
    /// <summary>Nothing: something newer is known.</summary>
    Older,

    /// <summary>The same still holds.</summary>
    Confirmed,

    /// <summary>The same holds, and Graph counted on: it was left and came back, or something beside it changed.</summary>
    Renewed,

    /// <summary>Something else holds from now on.</summary>
    Changed,
}
