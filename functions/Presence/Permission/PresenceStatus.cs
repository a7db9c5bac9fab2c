using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Presence.Store;

namespace NimbusFunctions.Presence.Permission;

/// <summary>How the tracking of a tenant's presence stands.</summary>
/// <param name="Tracking">Whether activities count.</param>
/// <param name="IntervalSeconds">How often users in busy services are asked for.</param>
/// <param name="Permission">Whether the app may read presence, as the last answers said.</param>
/// <param name="Reason">Why nobody's presence is known; null: nothing is in the way of all.</param>
/// <param name="Users">How many users are tracked.</param>
/// <param name="ShareStale">Share of them of whom nothing is known, 0 to 1.</param>
/// <param name="Age">How old what is known is.</param>
/// <param name="LastPoll">When the last poll began that was answered; null: none was.</param>
/// <param name="NextPoll">When the next one is due; null: none is planned yet.</param>
/// <param name="Failing">Since when polls fail; null: the last one did not.</param>
internal sealed record PresenceStatus(
    bool Tracking,
    int IntervalSeconds,
    PresencePermission Permission,
    string? Reason,
    int Users,
    double ShareStale,
    AgeAnswer Age,
    DateTimeOffset? LastPoll,
    DateTimeOffset? NextPoll,
    FailingAnswer? Failing)
{
    public static PresenceStatus Of(PresenceSection section, PresenceSchedule? schedule, PresenceAges ages) => new(
        section.Tracking,
        section.IntervalSeconds,
        schedule?.Permission ?? PresencePermission.Unknown,
        schedule?.Permission is PresencePermission.Missing or PresencePermission.NotConsented ? PresenceReasons.PermissionMissing : null,
        ages.Users,
        schedule?.Permission is PresencePermission.Missing or PresencePermission.NotConsented && ages.Users > 0 ? 1 : Math.Round(ages.ShareStale, 4),
        new(ages.P50, ages.P95, ages.P99),
        schedule?.LastPoll,
        schedule?.NextDue,
        schedule?.Failing is { } failing ? new(failing.Since, failing.Failures, failing.Trouble?.ToString() ?? "Internal") : null);
}

/// <summary>Ages in seconds; null: nobody's state is known.</summary>
internal sealed record AgeAnswer(double? P50, double? P95, double? P99);

/// <summary>How polls fail.</summary>
/// <param name="Since">When the first of them failed.</param>
/// <param name="Polls">How many in a row.</param>
/// <param name="Trouble">What kind of trouble the last one met.</param>
internal sealed record FailingAnswer(DateTimeOffset Since, int Polls, string Trouble);
