using NimbusFunctions.Fields;

namespace NimbusFunctions.Tasks.Limits;

/// <summary>
/// The section <c>limits</c>: how many tasks of a service may be live at once, and what becomes of those beyond it. The
/// operator sets it; a tenant's administrators read it.
/// </summary>
/// <param name="Outbound">Scheduled or running outbound tasks per service, 1 to 50.</param>
/// <param name="InstantMessaging">Chats per service, 1 to 50.</param>
/// <param name="ExternalTask">External tasks per service, 1 to the configured most.</param>
/// <param name="Email">Emails per service, 1 to the configured most.</param>
/// <param name="AtLimit">What a flow is answered at the cap: <c>Refuse</c> (409, final) or <c>Retry</c> (429, flows send it again).</param>
/// <param name="HeldArrivals">How many chats or emails of a service wait here; others wait in the queue. 1 to 500.</param>
/// <param name="LongestHoldMinutes">How long one waits before it is given up, 1 to 10,080.</param>
/// <param name="InstantMessagingLeaseHours">How long a chat that nothing is heard of keeps its slot, 1 to 720.</param>
/// <param name="ExternalTaskLeaseHours">The same for an external task.</param>
/// <param name="EmailLeaseHours">The same for an email.</param>
/// <param name="WhenExpired">What becomes of tasks of a tenant whose subscription ran out: <c>Admit</c> or <c>Refuse</c>. A late renewal stops no contact centre.</param>
/// <param name="WhenCanceled">The same for one that is cancelled. A suspended tenant's tasks are always refused.</param>
internal sealed record LimitsSection(
    int Outbound = LimitsSection.UsualCap,
    int InstantMessaging = LimitsSection.UsualCap,
    int ExternalTask = LimitsSection.UsualCap,
    int Email = LimitsSection.UsualCap,
    string AtLimit = LimitsSection.Refuse,
    int HeldArrivals = 100,
    int LongestHoldMinutes = 1_440,
    int InstantMessagingLeaseHours = 12,
    int ExternalTaskLeaseHours = 168,
    int EmailLeaseHours = 168,
    string WhenExpired = LimitsSection.Admit,
    string WhenCanceled = LimitsSection.Refuse)
{
    public const int UsualCap = 20;
    public const int HighestCap = 50;
    public const string Refuse = "Refuse";
    public const string Retry = "Retry";
    public const string Admit = "Admit";

    private const int MostHeld = 500;
    private const int LongestHold = 7 * 24 * 60;
    private const int LongestLease = 30 * 24;

    public int CapOf(Modality modality) => modality switch
    {
        Modality.Outbound => Outbound,
        Modality.InstantMessaging => InstantMessaging,
        Modality.ExternalTask => ExternalTask,
        _ => Email,
    };

    /// <summary>How long a task that nothing is heard of keeps its slot; an outbound one says so itself.</summary>
    public TimeSpan LeaseOf(Modality modality) => TimeSpan.FromHours(modality switch
    {
        Modality.InstantMessaging => InstantMessagingLeaseHours,
        Modality.ExternalTask => ExternalTaskLeaseHours,
        _ => EmailLeaseHours,
    });

    public static IReadOnlyList<SettingsField> Fields { get; } =
    [
        Cap("outbound", _ => HighestCap, "scheduled or running outbound tasks", "Extensions > Outbound > Max Scheduled Outbound Tasks per service"),
        Cap("instantMessaging", _ => HighestCap, "chats", "Modalities > Instant Messaging > Max concurrent IM Tasks per Service"),
        Cap("externalTask", bounds => bounds.Limits.HighestExternalTaskCap, "external tasks", "Modalities > External Tasks > Max concurrent External Tasks per Service"),
        Cap("email", bounds => bounds.Limits.HighestEmailCap, "emails", "Modalities > Email Tasks > Max concurrent Email Tasks"),
        new("atLimit", new WordRule(Refuse, Retry), "What a flow is answered at the cap: 409, which is final, or 429, after which flows send it again.", "Posts at the cap are answered so."),
        new("heldArrivals", new WholeRule(1, MostHeld), "How many chats or emails of a service wait here; others wait in the queue.", "Arrivals beyond it are sent back."),
        new("longestHoldMinutes", new WholeRule(1, LongestHold), "How many minutes an arrival waits before it is given up.", "The sweep ends it with `HeldTooLong`."),
        Lease("instantMessagingLeaseHours", "a chat"),
        Lease("externalTaskLeaseHours", "an external task"),
        Lease("emailLeaseHours", "an email"),
        new("whenExpired", new WordRule(Refuse, Admit), "What becomes of tasks of a tenant whose subscription ran out.", "Posts and arrivals are admitted or refused."),
        new("whenCanceled", new WordRule(Refuse, Admit), "What becomes of tasks of a tenant whose subscription is cancelled.", "Posts and arrivals are admitted or refused."),
    ];

    private static SettingsField Cap(string name, Func<SettingsBounds, int> most, string what, string place) =>
        new(name, new WholeRule(1, most), $"How many {what} of a service may be live at once.", "What comes beyond it is refused or held.") { Place = place };

    private static SettingsField Lease(string name, string what) =>
        new(name, new WholeRule(1, LongestLease), $"How many hours {what} that nothing is heard of keeps its slot.", "The sweep frees the slot then.");
}
