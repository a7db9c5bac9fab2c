using NimbusFunctions.Fields;

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

    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        new("tracking", new SwitchRule(), "Whether activities count, so that a call is told from a meeting.", "Who can take work is decided with it.")
            { Place = "Extensions > Presence Tracking > Extended Presence Tracking" },
        new("intervalSeconds", new WholeRule(ShortestInterval, LongestInterval), "How many seconds lie between two looks at users in busy services.", "Polls come so often."),
        new("testUpn", new TextRule(LongestUpn) { Form = TextForm.UserPrincipalName }, "Whom a check of the permission asks for where the caller names nobody.", "The check of the permission asks for it.")
            { Place = "Extensions > Presence Tracking > Test UPN" },
        new("persistUserStates", new SwitchRule(), "Whether user states are kept for reporting.", "States are written only while it is on.")
            { Place = "Data Privacy > Persist User States in Reporting" },
        new("showTimeInState", new SwitchRule(), "Whether it is shown how long a user is in a state.", "Else answers lack the time.")
            { Place = "Data Privacy > Show User Time in State" },
    ];
}
