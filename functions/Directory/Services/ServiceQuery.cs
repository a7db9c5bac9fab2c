using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Services;

/// <summary>What <c>GET …/services</c> is asked for: a search, filters, all of them ANDed, and a page.</summary>
/// <param name="After">The id that the page begins behind; empty: at the first.</param>
internal sealed record ServiceQuery(string? Search, IReadOnlyDictionary<string, string> Filters, int Top, string After)
{
    public const int UsualTop = 200;
    public const int MostTop = 1000;

    private static readonly Dictionary<string, Func<Service, string, bool>> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["assignmentType"] = (service, value) => ListText.Same(service.AssignmentType, value),
        ["licence"] = (service, value) => ListText.Same(service.Licence, value),
        ["organizationUnitId"] = (service, value) => ListText.Same(service.OrganizationUnitId, value),
        ["state"] = (service, value) => ListText.Same(service.State.ToString(), value),
    };

    private static readonly Dictionary<string, IReadOnlyCollection<string>> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["assignmentType"] = ServiceVocabulary.AssignmentTypes,
        ["licence"] = ServiceVocabulary.Licences,
        ["state"] = Enum.GetNames<ServiceState>(),
    };

    private readonly ListSearch? search = Search is null ? null : new(Search);

    public static (ServiceQuery? Query, Problem? Problem) Parse(IQueryCollection query)
    {
        var errors = new ValidationErrors();
        var page = ListPage.Parse(query, UsualTop, MostTop, Columns.Keys, errors);
        var filters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in page.Others)
        {
            if (Words.TryGetValue(name, out var words) && !words.Contains(value, StringComparer.OrdinalIgnoreCase))
                errors.Add(name, $"must be one of {string.Join(", ", words)}.");
            else
                filters[name] = value;
        }

        var after = page.Paging.From(ContinuationToken.Decode, errors) ?? "";
        return errors.Any ? (null, errors.ToProblem()) : (new(page.Search, filters, page.Paging.Top, after), null);
    }

    /// <summary>Search looks at display name, UPN (also as <c>@domain</c>) and id, case-insensitively.</summary>
    public bool Matches(Service service) =>
        search?.Finds(service.DisplayName, service.Upn, service.Id) != false
        && Filters.All(filter => Columns[filter.Key](service, filter.Value));

    /// <summary>The services of this page, and whether there are more.</summary>
    public (IReadOnlyList<Service> Page, bool HasMore) Of(IReadOnlyList<Service> byId, Func<Service, bool> isVisible)
    {
        var page = byId.SkipWhile(service => string.CompareOrdinal(service.Id, After) <= 0)
            .Where(service => Matches(service) && isVisible(service))
            .Take(Top + 1)
            .ToList();
        return (page.Count > Top ? page[..Top] : page, page.Count > Top);
    }
}
