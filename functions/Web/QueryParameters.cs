using System.Globalization;

namespace NimbusFunctions.Web;

/// <summary>The parameters of an address: which there are, and what they say.</summary>
internal static class QueryParameters
{
    /// <summary>The endpoint refuses every parameter, unless it says that it <see cref="ReadsQuery"/>.</summary>
    public static RouteHandlerBuilder TakesNoQuery(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter<RouteHandlerBuilder, NoQueryFilter>();

    /// <summary>The endpoint reads parameters, and itself names those that it does not know.</summary>
    public static RouteHandlerBuilder ReadsQuery(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(ReadsQueryMark.Mark);

    /// <summary>Names what is not known, and what is given more than once.</summary>
    /// <param name="query">The call's.</param>
    /// <param name="known">What there is, in any case.</param>
    /// <param name="errors">Where the faults go.</param>
    /// <param name="repeatable">The one of them that may be given more than once; null: none.</param>
    public static void Check(this IQueryCollection query, IReadOnlyCollection<string> known, ValidationErrors errors, string? repeatable = null)
    {
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
                errors.Add(Printable.Short(name), $"is not a parameter; {Listed(known)}.");
            else if (values.Count != 1 && !name.Equals(repeatable, StringComparison.OrdinalIgnoreCase))
                errors.Add(name, "must be given once.");
        }
    }

    /// <summary>What a parameter says; null where it is not given, or not once.</summary>
    public static string? Value(this IQueryCollection query, string name)
    {
        // The names of a body's filter are told apart by their case, those of an address are not.
        foreach (var (given, values) in query)
        {
            if (given.Equals(name, StringComparison.OrdinalIgnoreCase) && values.Count == 1)
                return values[0];
        }

        return null;
    }

    /// <summary>A whole number from 1 on.</summary>
    /// <param name="query">The call's.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="usual">What it is where the call does not say; null: it must.</param>
    /// <param name="most">The greatest.</param>
    /// <param name="errors">Where the fault goes.</param>
    public static int Number(this IQueryCollection query, string name, int? usual, int most, ValidationErrors errors)
    {
        if (query.Value(name) is null && usual is { } left)
            return left;
        if (!int.TryParse(query.Value(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > most)
            errors.Add(name, $"must be a whole number from 1 to {most}.");
        return number;
    }

    private static string Listed(IReadOnlyCollection<string> known) => known.Count switch
    {
        0 => "there is none",
        1 => $"there is {known.Single()}",
        _ => $"there are {string.Join(", ", known)}",
    };
}
