namespace NimbusFunctions.Ledger;

/// <summary>One thing that was decided and done, with its proof, for whoever asks later.</summary>
/// <param name="At">When it was decided.</param>
/// <param name="Run">The run that decided it; together with action and subject it makes the line's key.</param>
/// <param name="Action">What was done, e.g. <c>user-soft-deleted</c>.</param>
/// <param name="Subject">The directory object id that it was done to. No names: the ledger outlives them.</param>
/// <param name="Proof">What it rests on.</param>
/// <param name="Scope">The service that it concerns, or empty.</param>
internal sealed record LedgerEntry(DateTimeOffset At, string Run, string Action, string Subject, string Proof, string Scope = "")
{
    private const string CallPrefix = "call-";

    /// <summary>Whether a person did it: such lines are the audit, and are kept longer than those of the sync.</summary>
    public bool IsByHand => Run.StartsWith(CallPrefix, StringComparison.Ordinal)
        || Action is LedgerActions.PlanApproved or LedgerActions.PlanRejected or LedgerActions.TaskEnded;

    /// <summary>What somebody did by a call: a line of its own, however many come within a second.</summary>
    public static LedgerEntry OfCall(DateTimeOffset at, string action, string subject, string proof, string scope = "") =>
        new(at, $"{CallPrefix}{Guid.NewGuid():N}", action, subject, proof, scope);
}
