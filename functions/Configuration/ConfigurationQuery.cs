using System.Globalization;
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

    private static readonly string[] Known = ["search", "organizationUnitId", "top", "continuation"];

    public static (ConfigurationQuery? Query, Problem? Problem) Parse(IQueryCollection given)
    {
        var errors = new ValidationErrors();
        foreach (var name in given.Keys.Where(name => !Known.Contains(name)))
            errors.Add(Printable.Short(name), "is not a known query parameter.");
        var (search, unit, top, after) = (Text("search"), Text("organizationUnitId"), UsualTop, default(string));
        errors.Text("search", search, LongestSearch);
        errors.Guid("organizationUnitId", unit);
        if (Text("top") is { } asked && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out top) || top is < 1 or > MostTop))
            errors.Add("top", $"must be a whole number from 1 to {MostTop}.");
        if (Text("continuation") is { } token && (after = ContinuationToken.Decode(token)) is null)
            errors.Add("continuation", "must be the one of the page before.");
        return errors.Any ? (null, errors.ToProblem()) : (new(search, unit?.ToLowerInvariant(), top, after), null);

        string? Text(string name) => given.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    /// <summary>Where an entity stands in lists: by name, whatever the case.</summary>
    public static string PositionOf(ConfigurationEntity entity) => $"{entity.Name.ToUpperInvariant()}\u0000{entity.Id}";

    public bool Has(ConfigurationEntity entity) =>
        (Search is null || entity.Name.Contains(Search, StringComparison.OrdinalIgnoreCase))
        && (UnitId is null || entity.UnitId == UnitId)
        && (After is null || string.CompareOrdinal(PositionOf(entity), After) > 0);
}
