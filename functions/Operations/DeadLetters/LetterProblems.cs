using NimbusFunctions.Messaging;
using NimbusFunctions.Web;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>How refusals about letters read.</summary>
internal static class LetterProblems
{
    public const int RetryAfterSeconds = 5;

    public static Problem Missing(string id) => Problem.Missing(
        ProblemTypes.DeadLetterNotFound, $"There is no dead letter '{Printable.Short(id)}'; it may have been replayed, dropped or purged.");

    /// <summary>Null where it was done.</summary>
    public static Problem? Of(LetterOutcome outcome, DeadLetterPlace place) => outcome switch
    {
        LetterOutcome.Replayed or LetterOutcome.Dropped => null,
        LetterOutcome.Gone => Missing(place.Id),
        LetterOutcome.QueueSilent => new(
            ProblemTypes.StoreUnavailable, "The queue does not answer.", StatusCodes.Status503ServiceUnavailable,
            $"The queue did not take the message; the letter stays. Try again in {RetryAfterSeconds} seconds."),
        LetterOutcome.LegalHold => Problem.Conflict(
            ProblemTypes.LegalHold, "The letter names somebody under a legal hold; GET …/retention/holds lists them."),
        LetterOutcome.PurgesPaused => Problem.Conflict(
            ProblemTypes.PurgesPaused, "Somebody stopped the removal of data; GET …/retention/pause and GET /v1/retention/pause say who and why."),
        LetterOutcome.BeingReplayed => Problem.Conflict(
            ProblemTypes.DeadLetterBusy, "Somebody is replaying the letter; look again in a minute."),
        LetterOutcome.AlreadyReplayed => Problem.Conflict(
            ProblemTypes.DeadLetterReplayed, "The letter was replayed before; a legal hold or a pause alone keeps it."),
        LetterOutcome.TenantEnded => Problem.Conflict(
            ProblemTypes.DeadLetterNotReplayable, "The letter's tenant was off-boarded; nothing of it is brought back."),
        LetterOutcome.SessionMissing => Problem.Conflict(
            ProblemTypes.DeadLetterNotReplayable, "The letter has no session, and its queue takes no message without one; drop it."),
        _ => Problem.Conflict(ProblemTypes.DeadLetterNotReplayable, "The letter's queue is none of the app's any more; drop it."),
    };
}
