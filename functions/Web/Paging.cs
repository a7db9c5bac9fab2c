namespace NimbusFunctions.Web;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Top">How many entries at most.</param>
/// <param name="Continuation">Where it begins, as the answer before said it; null: at the first entry.</param>
/// <param name="IsAsked">Whether the call names either.</param>
internal sealed record Paging(int Top, string? Continuation, bool IsAsked)
{
    private const string TopName = "top";
    private const string ContinuationName = "continuation";

    /// <summary>Reads the page, and names every parameter that is none or is given more than once.</summary>
    /// <param name="query">The call's.</param>
    /// <param name="usual">How many entries where the call does not say.</param>
    /// <param name="most">How many it may ask for.</param>
    /// <param name="others">The parameters that are read elsewhere.</param>
    /// <param name="errors">Where the faults go.</param>
    /// <param name="repeatable">The one of the others that may be given more than once; null: none.</param>
    public static Paging Parse(
        IQueryCollection query, int usual, int most, IReadOnlyCollection<string> others, ValidationErrors errors, string? repeatable = null)
    {
        query.Check([.. others, TopName, ContinuationName], errors, repeatable);
        return new(query.Number(TopName, usual, most, errors), query.Value(ContinuationName), query.Value(TopName) is not null || query.Value(ContinuationName) is not null);
    }

    /// <summary>The same of a list whose pages are of one size.</summary>
    public static Paging OfSize(int size, IQueryCollection query, ValidationErrors errors)
    {
        query.Check([ContinuationName], errors);
        return new(size, query.Value(ContinuationName), query.Value(ContinuationName) is not null);
    }

    /// <summary>The same of a list that has one page.</summary>
    public static int TopOf(IQueryCollection query, int usual, int most, IReadOnlyCollection<string> others, ValidationErrors errors)
    {
        query.Check([.. others, TopName], errors);
        return query.Number(TopName, usual, most, errors);
    }

    /// <summary>The place where the page begins.</summary>
    /// <param name="read">Reads a continuation; null: it is none.</param>
    /// <param name="errors">Where the fault goes.</param>
    /// <returns>Null: at the first entry, or there is a fault.</returns>
    public T? From<T>(Func<string, T?> read, ValidationErrors errors) where T : class
    {
        if (Continuation is null)
            return null;
        if (read(Continuation) is { } place)
            return place;
        Refuse(errors);
        return null;
    }

    /// <inheritdoc cref="From{T}(Func{string, T}, ValidationErrors)"/>
    public T? From<T>(Func<string, T?> read, ValidationErrors errors) where T : struct
    {
        if (Continuation is null)
            return null;
        if (read(Continuation) is { } place)
            return place;
        Refuse(errors);
        return null;
    }

    /// <summary>A continuation that no list gave.</summary>
    public static void Refuse(ValidationErrors errors) => errors.Add(ContinuationName, "must be the continuation of an earlier answer.");
}
