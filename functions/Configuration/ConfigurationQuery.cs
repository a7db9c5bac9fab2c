using NimbusFunctions.Web;

namespace NimbusFunctions.Configuration;

/// <summary>Which entities of a kind a list is to have.</summary>
/// <param name="Search">A part of the name, whatever the case; null: any.</param>
/// <param name="UnitId">The organization unit that they lie in; null: any.</param>
/// <param name="Top">How many at most.</param>
/// <param name="After">Behind which position of <see cref="PositionOf"/>; null: from the first on.</param>
internal sealed record ConfigurationQuery(string? Search, string? UnitId, int Top, string? After)
{
    private const int UsualTop = 50;
    private const int MostTop = 200;
    private const int LongestSearch = 128;

    public static (ConfigurationQuery? Query, Problem? Problem) Parse(IQueryCollection given)
    {
        var errors = new ValidationErrors();
        var page = Paging.Parse(given, UsualTop, MostTop, ["search", "organizationUnitId"], errors);
        var (search, unit) = (given.Value("search"), given.Value("organizationUnitId"));
        errors.Text("search", search, LongestSearch);
        errors.Guid("organizationUnitId", unit);
        var after = page.From(ContinuationToken.Decode, errors);
        return errors.Any ? (null, errors.ToProblem()) : (new(search, unit?.ToLowerInvariant(), page.Top, after), null);
    }

    /// <summary>Where an entity stands in lists: by name, whatever the case.</summary>
    public static string PositionOf(ConfigurationEntity entity) => $"{entity.Name.ToUpperInvariant()}\u0000{entity.Id}";

    public bool Has(ConfigurationEntity entity) =>
        (Search is null || entity.Name.Contains(Search, StringComparison.OrdinalIgnoreCase))
        && (UnitId is null || entity.UnitId == UnitId)
        && (After is null || string.CompareOrdinal(PositionOf(entity), After) > 0);
}
