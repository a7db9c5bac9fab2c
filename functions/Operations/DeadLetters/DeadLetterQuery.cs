using System.Globalization;
using NimbusFunctions.Messaging;
using NimbusFunctions.Web;

namespace NimbusFunctions.Operations.DeadLetters;

/// <summary>What a list of letters is asked for: values in, a value or everything that is wrong out.</summary>
/// <param name="Filter">Which letters.</param>
/// <param name="Top">At most so many, 1 to 200.</param>
/// <param name="After">The last letter that was looked at; null: from the start.</param>
internal sealed record DeadLetterQuery(DeadLetterFilter Filter, int Top, DeadLetterPlace? After)
{
    private const int DefaultTop = 50;
    private const int MostTop = 200;

    /// <param name="query">What the caller wrote.</param>
    /// <param name="ofAll">Whether letters of all tenants are asked for, so that one can be named.</param>
    public static (DeadLetterQuery? Query, Problem? Problem) Parse(IQueryCollection query, bool ofAll)
    {
        var errors = new ValidationErrors();
        var (said, top, after) = (new DeadLetterFilterBody(), DefaultTop, (DeadLetterPlace?)null);
        foreach (var (name, values) in query)
        {
            var value = values.ToString();
            if (values.Count != 1)
            {
                errors.Add(Printable.Short(name), "must be given once.");
                continue;
            }

            switch (name)
            {
                case "tenant":
                    said = said with { Tenant = value };
                    break;
                case "queue":
                    said = said with { Queue = value };
                    break;
                case "reason":
                    said = said with { Reason = value };
                    break;
                case "since":
                    said = said with { Since = value };
                    break;
                case "until":
                    said = said with { Until = value };
                    break;
                case "top":
                    if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out top) || top is < 1 or > MostTop)
                        errors.Add(name, $"must be a number from 1 to {MostTop}.");
                    break;
                case "continuation":
                    after = PlaceOf(value, errors);
                    break;
                default:
                    errors.Add(Printable.Short(name), "is not a parameter; there are tenant, queue, reason, since, until, top, continuation.");
                    break;
            }
        }

        var filter = DeadLetterFilter.Of(said, "", ofAll, errors);
        return errors.Any ? (null, errors.ToProblem()) : (new(filter, top, after), null);
    }

    /// <summary>The place that a continuation names.</summary>
    public static DeadLetterPlace? PlaceOf(string continuation, ValidationErrors errors)
    {
        var place = DeadLetterPlace.Parse(continuation);
        if (place is null)
            errors.Add("continuation", "must be the continuation of an earlier answer.");
        return place;
    }
}
