using System.Collections.Concurrent;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator;

/// <summary>The presence of a tenant's users: what was set, else what follows from the user's id.</summary>
internal sealed class PresenceBook(bool mischief)
{
    private static readonly PresenceState[] Pairs =
    [
        new("Available", "Available"), new("Available", "Available"), new("Available", "OutOfOffice"), new("Busy", "Busy"), new("Busy", "InACall"),
        new("Busy", "InAMeeting"), new("DoNotDisturb", "Presenting"), new("Away", "Away"), new("BeRightBack", "BeRightBack"), new("Offline", "OffWork"),
    ];

    private readonly ConcurrentDictionary<Guid, PresenceState> _set = new();
    private long _sequence;

    public PresenceState Of(Guid user)
    {
        if (_set.TryGetValue(user, out var state)) return state;
        var hash = SeededRandom.Mix((ulong)user.GetHashCode(), 7);
        var pair = Pairs[hash % (ulong)Pairs.Length];

        // Newer pages of the reference spell the same words in camelCase: one in fifty here does too.
        return mischief && (hash >> 8) % 50 == 0 ? new PresenceState(Camel(pair.Availability), Camel(pair.Activity)) : pair;
    }

    public PresenceState Set(Guid user, string availability, string activity) =>
        _set[user] = new PresenceState(availability, activity, Interlocked.Increment(ref _sequence));

    private static string Camel(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
