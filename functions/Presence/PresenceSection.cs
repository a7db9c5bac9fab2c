using NimbusFunctions.Web;

namespace NimbusFunctions.Presence;

/// <summary>The section <c>presence</c>: how a tenant's presence is tracked, and what is kept of it.</summary>
/// <param name="Tracking">Extended tracking: whether activities count, so that a call is told from a meeting.</param>
/// <param name="IntervalSeconds">How often users in busy services are asked for, 5 to 60 seconds.</param>
/// <param name="TestUpn">Whom a check of the permission asks for where the caller names nobody.</param>
/// <param name="PersistUserStates">Whether user states are kept for reporting.</param>
/// <param name="ShowTimeInState">Whether it is shown how long a user is in a state.</param>
internal sealed record PresenceSection(
    bool Tracking = false,
    int IntervalSeconds = PresenceSection.UsualInterval,
    string? TestUpn = null,
    bool PersistUserStates = false,
    bool ShowTimeInState = false)
{
    public const int UsualInterval = 15;
    public const int ShortestInterval = 5;
    public const int LongestInterval = 60;
    public const int LongestUpn = 256;

    public static void Validate(PresenceSection section, ValidationErrors errors)
    {
        errors.Range("intervalSeconds", section.IntervalSeconds, ShortestInterval, LongestInterval);
        errors.Text("testUpn", section.TestUpn, LongestUpn);
        if (section.TestUpn is { Length: > 0 } upn && !upn.Contains('@', StringComparison.Ordinal))
            errors.Add("testUpn", "must be a user principal name such as name@contoso.example.");
    }
}
