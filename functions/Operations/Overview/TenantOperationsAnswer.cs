using NimbusFunctions.Callbacks;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Retention.Receipts;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Limits;

namespace NimbusFunctions.Operations.Overview;

/// <summary>How one tenant stands.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Tenant">The line that the overview of all has of it.</param>
/// <param name="Services">Its services, by id, with how their caps are used.</param>
/// <param name="DeadLetters">Its letters.</param>
/// <param name="HeldPlans">The plans that wait for a decision, the oldest first.</param>
/// <param name="Receipts">What its purges did last, the newest first, at most five.</param>
/// <param name="SuspendedTriggers">Triggers of flows that are not delivered, and why.</param>
internal sealed record TenantOperationsAnswer(
    DateTimeOffset At,
    TenantItem Tenant,
    IReadOnlyList<ServiceItem> Services,
    LettersItem DeadLetters,
    IReadOnlyList<PlanWaiting> HeldPlans,
    IReadOnlyList<ReceiptAnswer> Receipts,
    IReadOnlyList<SuspendedTrigger> SuspendedTriggers);

/// <summary>A service and its caps.</summary>
internal sealed record ServiceItem(string Id, string Upn, string Name, IReadOnlyList<CapItem> Caps)
{
    public static ServiceItem Of(Service service, Func<Modality, SlotUse?> use, LimitsSection limits) => new(
        service.Id,
        service.Upn,
        service.DisplayName,
        [.. Enum.GetValues<Modality>().Select(modality => use(modality) is { } slots
            ? new CapItem(modality, slots.Cap, slots.InUse, slots.Held, slots.OldestHeldSince, slots.IsNearFull)
            : new CapItem(modality, limits.CapOf(modality), 0, 0, null, NearFull: false))]);
}

/// <summary>How a cap is used.</summary>
/// <param name="Cap">How many tasks may have a slot.</param>
/// <param name="InUse">How many have one; more than the cap where that was lowered.</param>
/// <param name="Held">How many wait for one.</param>
/// <param name="OldestHeldSince">Since when; null: none does.</param>
/// <param name="NearFull">Whether one more burst fills it.</param>
internal sealed record CapItem(Modality Modality, int Cap, int InUse, int Held, DateTimeOffset? OldestHeldSince, bool NearFull);

/// <summary>Letters of a tenant.</summary>
/// <param name="Complete">False: there are more, and counting stopped.</param>
internal sealed record LettersItem(int Total, bool Complete, IReadOnlyDictionary<string, int> Queues);

/// <summary>A plan that waits for a decision.</summary>
/// <param name="Hash">Its id.</param>
/// <param name="Removals">How many memberships and users it was made of.</param>
internal sealed record PlanWaiting(string Hash, DateTimeOffset Created, int Removals);

/// <summary>A trigger that is not delivered.</summary>
/// <param name="UserId">Whose flow it is: the directory object id.</param>
/// <param name="Missed">How many news were not delivered and will not be.</param>
/// <param name="NextTry">When its address is tried again; null: whenever the cause is gone.</param>
internal sealed record SuspendedTrigger(
    string Id, TriggerKind Kind, string UserId, SuspensionCause Cause, DateTimeOffset? Since, long Missed, DateTimeOffset? NextTry);
