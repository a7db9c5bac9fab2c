using NimbusFunctions.Access;

namespace NimbusFunctions.Ledger;

/// <summary>What somebody did by hand.</summary>
/// <param name="At">When.</param>
/// <param name="Action">What was done, e.g. <c>role-granted</c>.</param>
/// <param name="Subject">The id of whom or what it was done to.</param>
/// <param name="Service">The service that it concerns; null: none, or it is the subject.</param>
/// <param name="Proof">How, and by whom.</param>
/// <param name="Run">The run of the sync whose plan was decided; null: it was about none.</param>
internal sealed record AuditAnswer(DateTimeOffset At, string Action, string Subject, string? Service, string Proof, string? Run)
{
    /// <summary>The line as a caller may see it: the ledger holds ids and no names, but for what people wrote themselves.</summary>
    public static AuditAnswer Of(LedgerEntry line, Masks masks) => new(
        line.At,
        line.Action,
        line.Subject,
        line.Scope.Length == 0 ? null : line.Scope,
        line.Action switch
        {
            // In place of the run this line has who ended it.
            LedgerActions.TaskEnded => $"{line.Proof} by {line.Run}",
            LedgerActions.DeadLetterDropped when (masks.Users || masks.Customers) && line.Proof.Split(": ", 2) is [var how, _] => $"{how}: {Masks.Asterisks}",
            _ => line.Proof,
        },
        line.Action is LedgerActions.PlanApproved or LedgerActions.PlanRejected ? line.Run : null);
}
