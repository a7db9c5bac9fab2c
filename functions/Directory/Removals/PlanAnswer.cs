namespace NimbusFunctions.Directory.Removals;

/// <summary>A plan as administrators see it.</summary>
/// <param name="Hash">What to approve or reject.</param>
/// <param name="Created">When it was held.</param>
/// <param name="Run">The run that proved it.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reasons">Why it is held.</param>
/// <param name="Users">How many users would have lost access, by cause.</param>
/// <param name="Removals">How many memberships and users it was made of.</param>
/// <param name="Waiting">How many of them still wait for a decision.</param>
/// <param name="DecidedBy">Who decided last; null: nobody.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Items">What waits, where a single plan is asked for: at most <see cref="PlanEndpoints.MostItems"/> a page.</param>
/// <param name="Continuation">What to send for the next page of items; null on the last.</param>
internal sealed record PlanAnswer(
    string Hash,
    DateTimeOffset Created,
    string Run,
    HeldPlanState State,
    IReadOnlyList<HoldReason> Reasons,
    IReadOnlyDictionary<GuardCause, int> Users,
    int Removals,
    int Waiting,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    IReadOnlyList<PlanItem>? Items = null,
    string? Continuation = null)
{
    public static PlanAnswer Of(HeldPlan plan, IReadOnlyCollection<Removal> waiting) => new(
        plan.Hash, plan.Created, plan.Run, plan.State, plan.Reasons, plan.Users, plan.Removals, waiting.Count, plan.DecidedBy, plan.DecidedAt);
}

/// <summary>A removal that waits.</summary>
/// <param name="UserId">Whom it concerns.</param>
/// <param name="ServiceId">The service whose membership would end; null: the user as a whole.</param>
internal sealed record PlanItem(string UserId, string? ServiceId, string Cause, string Proof)
{
    public static PlanItem Of(Removal removal) =>
        new(removal.UserId, removal.OfUser ? null : removal.ServiceId, removal.Cause.ToString(), removal.Proof);
}
