using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Presence;

namespace NimbusFunctions.Tests.PresenceSimulation;

/// <summary>Where everybody really was, and when.</summary>
internal sealed class PresenceTruth(TimeProvider time, IReadOnlyList<Guid> users)
{
    private static readonly SeenPresence[] States =
    [
        new("Available", "Available"), new("Busy", "InACall"), new("Busy", "InAMeeting"), new("Away", "Away"), new("busy", "inACall"), new("Sleeping", "Dreaming"),
    ];

    private readonly Dictionary<Guid, List<(DateTimeOffset From, SeenPresence Seen, long Number)>> lives = users.ToDictionary(
        user => user, user => new List<(DateTimeOffset, SeenPresence, long)> { (time.GetUtcNow(), States[0], 1) });

    private long numbers = 1;

    public IReadOnlyList<Guid> Users => users;

    public void Change(SeededRandom chances) =>
        lives[chances.Pick([.. users])].Add((time.GetUtcNow(), chances.Pick(States), ++numbers));

    /// <summary>Where a user was at a moment.</summary>
    public (SeenPresence Seen, long Number) At(Guid user, DateTimeOffset moment)
    {
        var (_, seen, number) = lives[user].FindLast(life => life.From <= moment) is { Seen: not null } life ? life : lives[user][0];
        return (seen, number);
    }

    /// <summary>Whether a user was so at any moment of a time.</summary>
    public bool WasSo(Guid user, SeenPresence seen, DateTimeOffset from, DateTimeOffset until) =>
        IsSame(At(user, from).Seen, seen) || lives[user].Exists(life => life.From >= from && life.From <= until && IsSame(life.Seen, seen));

    public static bool IsSame(SeenPresence one, SeenPresence other) =>
        one.Availability.Equals(other.Availability, StringComparison.OrdinalIgnoreCase) && one.Activity.Equals(other.Activity, StringComparison.OrdinalIgnoreCase);
}
