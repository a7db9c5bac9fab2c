using NimbusFunctions.Web;

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

    /// <summary>Everything that is wrong with a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="most">What the operator allows for the caps that the product does not publish.</param>
    /// <param name="errors">Takes the faults.</param>
    public static void Validate(LimitsSection section, LimitsOptions most, ValidationErrors errors)
    {
        Within("outbound", section.Outbound, HighestCap);
        Within("instantMessaging", section.InstantMessaging, HighestCap);
        Within("externalTask", section.ExternalTask, most.HighestExternalTaskCap);
        Within("email", section.Email, most.HighestEmailCap);
        Within("heldArrivals", section.HeldArrivals, MostHeld);
        Within("longestHoldMinutes", section.LongestHoldMinutes, LongestHold);
        Within("instantMessagingLeaseHours", section.InstantMessagingLeaseHours, LongestLease);
        Within("externalTaskLeaseHours", section.ExternalTaskLeaseHours, LongestLease);
        Within("emailLeaseHours", section.EmailLeaseHours, LongestLease);
        Word("atLimit", section.AtLimit, Retry);
        Word("whenExpired", section.WhenExpired, Admit);
        Word("whenCanceled", section.WhenCanceled, Admit);

        void Within(string field, int value, int highest)
        {
            if (value < 1 || value > highest)
                errors.Add(field, $"must be a number from 1 to {highest}, it is {value}.");
        }

        void Word(string field, string? value, string other)
        {
            errors.OneOf(field, value, [Refuse, other]);
            if (value is null)
                errors.Add(field, "must not be null.");
        }
    }
}
