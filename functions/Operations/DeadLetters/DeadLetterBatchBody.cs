using NimbusFunctions.Messaging;
using NimbusFunctions.Web;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>Which letters are to be replayed or dropped.</summary>
/// <param name="Filter">Must be there; <c>{}</c> means all.</param>
/// <param name="Reason">Why they are dropped, 3 to 500 characters; a replay needs none.</param>
/// <param name="Top">At most so many, 1 to 100; 100 where it is left out.</param>
/// <param name="Continuation">From the answer before; left out: from the start.</param>
internal sealed record DeadLetterBatchBody(
    DeadLetterFilterBody? Filter = null, string? Reason = null, int? Top = null, string? Continuation = null)
{
    private const int MostTop = 100;

    /// <param name="ofAll">Whether letters of all tenants are meant, so that one can be named.</param>
    /// <param name="needsReason">Whether a reason must be there.</param>
    public (DeadLetterQuery? Query, Problem? Problem) Check(bool ofAll, bool needsReason)
    {
        var errors = new ValidationErrors();
        if (Filter is null)
            errors.Add("filter", "must be given; {} means all letters.");
        var filter = DeadLetterFilter.Of(Filter ?? new(), "filter.", ofAll, errors);
        var top = Top ?? MostTop;
        errors.Range("top", top, 1, MostTop);
        if (needsReason || Reason is not null)
            DropBody.Check(Reason, errors);
        var after = new Paging(top, Continuation, true).From(DeadLetterPlace.Parse, errors);
        return errors.Any ? (null, errors.ToProblem()) : (new(filter, top, after), null);
    }
}

/// <summary>Why a letter is dropped.</summary>
/// <param name="Reason">3 to 500 printable characters; stands in the ledger.</param>
internal sealed record DropBody(string? Reason = null)
{
    private const int ShortestReason = 3;
    private const int LongestReason = 500;

    public ValidationErrors Validate()
    {
        var errors = new ValidationErrors();
        Check(Reason, errors);
        return errors;
    }

    public static void Check(string? reason, ValidationErrors errors)
    {
        errors.Text("reason", reason, LongestReason, required: true);
        if (!string.IsNullOrWhiteSpace(reason) && reason.Trim().Length < ShortestReason)
            errors.Add("reason", $"must be at least {ShortestReason} characters.");
    }
}

/// <summary>What became of many letters.</summary>
/// <param name="Done">How many were replayed or dropped.</param>
/// <param name="Left">How many were not, by what stood against it.</param>
/// <param name="More">Whether there may be more that the filter means.</param>
/// <param name="Continuation">What to send for them; null: there are none.</param>
internal sealed record DeadLetterBatchAnswer(int Done, IReadOnlyDictionary<LetterOutcome, int> Left, bool More, string? Continuation);

/// <summary>What became of one letter.</summary>
internal sealed record DeadLetterOutcomeAnswer(string Id, LetterOutcome Outcome);
