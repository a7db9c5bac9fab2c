namespace NimbusFunctions.Presence.Routing;

/// <summary>
/// The table: every word that Graph has for a presence, old and new spellings alike, and what it means. A word that is
/// not here is unknown, in either field.
/// </summary>
internal static class PresenceWords
{
    private static readonly Dictionary<string, PresenceState> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Available"] = PresenceState.Available,
        ["AvailableIdle"] = PresenceState.Available,
        ["Busy"] = PresenceState.Busy,
        ["BusyIdle"] = PresenceState.Busy,
        ["InAMeeting"] = PresenceState.InAMeeting,
        ["Away"] = PresenceState.Away,
        ["BeRightBack"] = PresenceState.Away,
        ["InACall"] = PresenceState.InACall,
        ["InAConferenceCall"] = PresenceState.InACall,
        ["DoNotDisturb"] = PresenceState.DoNotDisturb,
        ["Presenting"] = PresenceState.Presenting,
        ["Focusing"] = PresenceState.Focusing,
        ["UrgentInterruptionsOnly"] = PresenceState.UrgentInterruptionsOnly,
        ["Offline"] = PresenceState.Offline,
        ["PresenceUnknown"] = PresenceState.Unknown,
    };

    /// <summary>Activities that say nothing of their own: the availability decides.</summary>
    private static readonly HashSet<string> Following = new(StringComparer.OrdinalIgnoreCase)
    {
        "OutOfOffice",
        "OffWork",
        "Inactive",
        "AvailableInactive",
    };

    /// <summary>What a presence says: of its availability, and with extended tracking of its activity besides.</summary>
    public static IEnumerable<PresenceState> StatesOf(SeenPresence seen, bool extended)
    {
        yield return Of(seen.Availability);
        if (extended && !Following.Contains(seen.Activity))
            yield return Of(seen.Activity);
    }

    private static PresenceState Of(string word) => Words.GetValueOrDefault(word, PresenceState.Unknown);
}
