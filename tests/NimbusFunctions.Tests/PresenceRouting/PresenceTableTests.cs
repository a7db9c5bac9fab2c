using NimbusFunctions.Presence.Routing;
using static NimbusFunctions.Tests.PresenceRouting.Cases;

namespace NimbusFunctions.Tests.PresenceRouting;

/// <summary>
/// Every availability with every activity, in both spellings and with words that nobody knows, under both switches and
/// both kinds of tracking, against what the product's rules say. The rules stand here as sentences of their own.
/// </summary>
public sealed class PresenceTableTests
{
    private static readonly string[] Availabilities =
    [
        "Available", "AvailableIdle", "Away", "BeRightBack", "Busy", "BusyIdle", "DoNotDisturb", "Offline", "PresenceUnknown",
        "available", "away", "beRightBack", "busy", "doNotDisturb", "focusing", "inACall", "inAMeeting", "offline", "presenting",
        "presenceUnknown", "InAConferenceCall", "UrgentInterruptionsOnly", "OutOfOffice", "OffWork", "Inactive", "Juggling", "", "busy ",
    ];

    private static readonly string[] Activities =
    [
        "Available", "Away", "BeRightBack", "Busy", "DoNotDisturb", "InACall", "InAConferenceCall", "Inactive", "InAMeeting", "Offline",
        "OffWork", "OutOfOffice", "PresenceUnknown", "Presenting", "UrgentInterruptionsOnly",
        "available", "away", "beRightBack", "busy", "doNotDisturb", "offline", "outOfOffice", "presenceUnknown", "focusing", "inACall",
        "BUSYIDLE", "availableIdle", "AvailableInactive", "Juggling", "",
    ];

    [Fact]
    public void Refusal_EveryPresence_FollowsTheRules()
    {
        var wrong = new List<string>();
        var cases = 0;
        foreach (var (availability, activity) in Availabilities.SelectMany(one => Activities.Select(other => (one, other))))
        {
            foreach (var (busy, away, extended) in Switches)
            {
                var facts = Facts(Known(availability, activity)) with { Service = Service(busy: busy, away: away), Extended = extended };
                var expected = Delivered(availability, isActivity: false, busy, away)
                    && (!extended || Delivered(activity, isActivity: true, busy, away));
                cases++;
                if (Routability.Refusal(facts) is null != expected)
                    wrong.Add($"{availability}/{activity} busy {busy} away {away} extended {extended}: {Routability.Refusal(facts)}");
            }
        }

        Assert.Equal(Availabilities.Length * Activities.Length * 8, cases);
        Assert.Empty(wrong.Take(10));
    }

    [Theory]
    [InlineData("Busy", "InACall", RoutingReason.InACall)]
    [InlineData("busy", "inAConferenceCall", RoutingReason.InACall)]
    [InlineData("inACall", "available", RoutingReason.InACall)]
    [InlineData("Busy", "InAMeeting", RoutingReason.InAMeeting)]
    [InlineData("Busy", "Busy", RoutingReason.Busy)]
    [InlineData("BeRightBack", "BeRightBack", RoutingReason.Away)]
    [InlineData("DoNotDisturb", "Presenting", RoutingReason.DoNotDisturb)]
    [InlineData("Offline", "OffWork", RoutingReason.Offline)]
    [InlineData("Juggling", "Available", RoutingReason.PresenceUnknown)]
    [InlineData("Available", "OutOfOffice", null)]
    public void Refusal_BothSwitchesOff_SaysWhy(string availability, string activity, object? reason) =>
        Assert.Equal(reason, Routability.Refusal(Facts(Known(availability, activity))));

    [Theory]
    [InlineData("Busy", "InACall", true, PresenceState.InACall)]
    [InlineData("Busy", "InACall", false, PresenceState.Busy)]
    [InlineData("Busy", "OutOfOffice", true, PresenceState.Busy)]
    [InlineData("Available", "Juggling", true, PresenceState.Unknown)]
    [InlineData("AvailableIdle", "Inactive", true, PresenceState.Available)]
    internal void StateOf_Presence_IsTheGraverOfBoth(string availability, string activity, bool extended, PresenceState state) =>
        Assert.Equal(state, Routability.StateOf(Known(availability, activity), extended));

    private static IEnumerable<(bool Busy, bool Away, bool Extended)> Switches =>
        from busy in new[] { false, true }
        from away in new[] { false, true }
        from extended in new[] { false, true }
        select (busy, away, extended);

    /// <summary>Whether a word lets work through, as the product's table has it.</summary>
    private static bool Delivered(string word, bool isActivity, bool busy, bool away)
    {
        var same = (string other) => string.Equals(word, other, StringComparison.OrdinalIgnoreCase);
        // Available is always delivered; AvailableIdle counts as Available.
        if (same("available") || same("availableIdle"))
            return true;
        // Busy by the service's Busy switch; BusyIdle counts as Busy; a meeting by the same switch.
        if (same("busy") || same("busyIdle") || same("inAMeeting"))
            return busy;
        // Away by the Away switch; BeRightBack as Away.
        if (same("away") || same("beRightBack"))
            return away;
        // These follow the availability, so they can only be activities.
        if (same("outOfOffice") || same("offWork") || same("inactive") || same("availableInactive"))
            return isActivity;
        // In a call, do not disturb, presenting, focusing, urgent interruptions only, offline, unknown: never. Nor any other word.
        return false;
    }
}
