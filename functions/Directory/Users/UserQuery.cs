using NimbusFunctions.Directory.Lists;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users;

/// <summary>What <c>GET …/users</c> is asked for: a search, one filter per column, all of them ANDed, an order and a page.</summary>
internal sealed record UserQuery(string? Search, IReadOnlyDictionary<string, string> Filters, bool ByName, int Top, UserListPosition? From)
{
    public const int UsualTop = 50;
    public const int MostTop = 200;
    private const string OrderName = "orderBy";
    private const string NameOrder = "displayName";

    private static readonly HashSet<string> Identifiers =
        new(["displayName", "givenName", "surname", "userPrincipalName", "mail"], StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, Func<ListedUser, string, bool>> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["id"] = (user, value) => ListText.Same(user.Id, value),
        ["displayName"] = (user, value) => ListText.Contains(user.Details.DisplayName, value),
        ["givenName"] = (user, value) => ListText.Contains(user.Details.GivenName, value),
        ["surname"] = (user, value) => ListText.Contains(user.Details.Surname, value),
        ["userPrincipalName"] = (user, value) => ListText.Contains(user.Details.UserPrincipalName, value),
        ["department"] = (user, value) => ListText.Contains(user.Details.Department, value),
        ["mail"] = (user, value) => ListText.Contains(user.Details.Mail, value),
        ["organizationUnitId"] = (user, value) => ListText.Same(user.OrganizationUnitId, value),
        ["source"] = (user, value) => ListText.Same(user.Source.ToString(), value),
        ["serviceId"] = (user, value) => user.Services.Contains(value, StringComparer.OrdinalIgnoreCase),
        ["services"] = (user, value) => user.ServiceCount == value,
        ["attendantConsole"] = (user, value) => user.Licences.HasFlag(UserLicences.AttendantConsole) == ListText.Same(value, "true"),
        ["activeProfile"] = (user, value) => ListText.Same(user.ActiveProfile ?? "", value),
    };

    // Asked of every user: what a filter means is looked up once.
    private readonly (Func<ListedUser, string, bool> Matches, string Value)[] conditions =
    [
        .. Filters.Select(filter => (Columns[filter.Key], filter.Value)),
        .. Search is null ? [] : new (Func<ListedUser, string, bool>, string)[]
        {
            (Searching(new ListSearch(Search)), Search),
        },
    ];

    /// <summary>Whether it finds users by who they are, or tells it by their order.</summary>
    public bool LooksAtIdentifiers => Search is not null || ByName || From?.Name is not null || Filters.Keys.Any(Identifiers.Contains);

    public static (UserQuery? Query, Problem? Problem) Parse(IQueryCollection query)
    {
        var errors = new ValidationErrors();
        var filters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var page = ListPage.Parse(query, UsualTop, MostTop, [OrderName, .. Columns.Keys], errors);
        var byName = false;
        foreach (var (name, value) in page.Others)
        {
            if (name == OrderName && !(byName = ListText.Same(value, NameOrder)) && !ListText.Same(value, "id"))
                errors.Add(name, $"must be id or {NameOrder}.");
            else if (name == "attendantConsole" && !bool.TryParse(value, out _))
                errors.Add(name, "must be true or false.");
            else if (name != OrderName)
                filters[name] = value;
        }

        // A place in the one order is none in the other.
        var from = page.Paging.From(token => UserListPosition.Parse(token) is { } place && place.Name is null != byName ? place : null, errors);
        return errors.Any ? (null, errors.ToProblem()) : (new(page.Search, filters, byName, page.Paging.Top, from), null);
    }

    /// <summary>Search looks at display name, UPN (also as <c>@domain</c>) and object id, case-insensitively.</summary>
    public bool Matches(ListedUser user)
    {
        foreach (var (matches, value) in conditions)
        {
            if (!matches(user, value))
                return false;
        }

        return true;
    }

    private static Func<ListedUser, string, bool> Searching(ListSearch search) =>
        (user, _) => search.Finds(user.Details.DisplayName, user.Details.UserPrincipalName, user.Id);

    /// <summary>The users of this page, and where the next one begins; null: there is none.</summary>
    /// <param name="sheet">All users.</param>
    /// <param name="isVisible">Whether the caller may see somebody.</param>
    public (IReadOnlyList<ListedUser> Page, UserListPosition? Next) Of(UserSheet sheet, Func<ListedUser, bool> isVisible)
    {
        var users = ByName ? sheet.ByName : sheet.ById;
        var page = new List<ListedUser>(Top);
        foreach (var user in users.All[(From is null ? 0 : users.Behind(From.AsUser()))..])
        {
            if (!Matches(user) || !isVisible(user))
                continue;
            // One more than asked for tells whether there is another page.
            if (page.Count == Top)
                return (page, UserListPosition.Behind(page[^1], ByName));
            page.Add(user);
        }

        return (page, null);
    }
}
