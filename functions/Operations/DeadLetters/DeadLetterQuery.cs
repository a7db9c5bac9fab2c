using NimbusFunctions.Messaging;
using NimbusFunctions.Web;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>What a list of letters is asked for: values in, a value or everything that is wrong out.</summary>
/// <param name="Filter">Which letters.</param>
/// <param name="Top">At most so many, 1 to 200.</param>
/// <param name="After">The last letter that was looked at; null: from the start.</param>
internal sealed record DeadLetterQuery(DeadLetterFilter Filter, int Top, DeadLetterPlace? After)
{
    private const int UsualTop = 50;
    private const int MostTop = 200;

    /// <param name="query">What the caller wrote.</param>
    /// <param name="ofAll">Whether letters of all tenants are asked for, so that one can be named.</param>
    public static (DeadLetterQuery? Query, Problem? Problem) Parse(IQueryCollection query, bool ofAll)
    {
        var errors = new ValidationErrors();
        var page = Paging.Parse(query, UsualTop, MostTop, ["tenant", "queue", "reason", "since", "until"], errors);
        var after = page.From(DeadLetterPlace.Parse, errors);
        var said = new DeadLetterFilterBody
        {
            Tenant = query.Value("tenant"),
            Queue = query.Value("queue"),
            Reason = query.Value("reason"),
            Since = query.Value("since"),
            Until = query.Value("until"),
        };
        var filter = DeadLetterFilter.Of(said, "", ofAll, errors);
        return errors.Any ? (null, errors.ToProblem()) : (new(filter, page.Top, after), null);
    }
}
