using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Users;

/// <summary>What <c>GET …/users</c> is asked for: a search, one filter per column, all of them ANDed, and a page.</summary>
internal sealed record UserQuery(string? Search, IReadOnlyDictionary<string, string> Filters, int Top, UserListPosition From)
{
    public const int DefaultTop = 50;
    public const int MostTop = 200;
    private const int LongestText = 256;

    private static readonly HashSet<string> Identifiers =
        new(["displayName", "givenName", "surname", "userPrincipalName", "mail"], StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, Func<NimbusUser, string, bool>> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["id"] = (user, value) => Same(user.Id, value),
        ["displayName"] = (user, value) => Contains(user.Details.DisplayName, value),
        ["givenName"] = (user, value) => Contains(user.Details.GivenName, value),
        ["surname"] = (user, value) => Contains(user.Details.Surname, value),
        ["userPrincipalName"] = (user, value) => Contains(user.Details.UserPrincipalName, value),
        ["department"] = (user, value) => Contains(user.Details.Department, value),
        ["mail"] = (user, value) => Contains(user.Details.Mail, value),
        ["organizationUnitId"] = (user, value) => Same(user.OrganizationUnitId, value),
        ["source"] = (user, value) => Same(user.Source.ToString(), value),
        ["serviceId"] = (user, value) => user.Services.Any(membership => Same(membership.ServiceId, value)),
        ["services"] = (user, value) => user.Services.Count().ToString(null as IFormatProvider) == value,
    };

    /// <summary>Whether it finds users by who they are.</summary>
    public bool LooksAtIdentifiers => Search is not null || Filters.Keys.Any(Identifiers.Contains);

    public static (UserQuery? Query, Problem? Problem) Parse(IQueryCollection query)
    {
        var errors = new ValidationErrors();
        var filters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? search = null;
        var top = DefaultTop;
        UserListPosition? from = UserListPosition.Start;
        foreach (var (name, values) in query)
        {
            var value = values.ToString();
            if (values.Count != 1)
                errors.Add(name, "must be given once.");
            else if (value.Length > LongestText && name != "continuation")
                errors.Add(name, $"must be at most {LongestText} characters.");
            else if (name == "search")
                search = value.Length == 0 ? null : value;
            else if (name == "top" && (!int.TryParse(value, null, out top) || top is < 1 or > MostTop))
                errors.Add(name, $"must be a number from 1 to {MostTop}.");
            else if (name == "continuation" && (from = UserListPosition.Parse(value)) is null)
                errors.Add(name, "must be the continuation of an earlier answer.");
            else if (Columns.ContainsKey(name))
                filters[name] = value;
            else if (name is not ("top" or "continuation"))
                errors.Add(name, $"is not a parameter; there are search, top, continuation, {string.Join(", ", Columns.Keys)}.");
        }

        return errors.Any ? (null, errors.ToProblem()) : (new(search, filters, top, from!), null);
    }

    /// <summary>Search looks at display name, UPN (also as <c>@domain</c>) and object id, case-insensitively.</summary>
    public bool Matches(NimbusUser user) =>
        (Search is null || Searched(user, Search)) && Filters.All(filter => Columns[filter.Key](user, filter.Value));

    private static bool Searched(NimbusUser user, string search) => search.StartsWith('@')
        ? user.Details.UserPrincipalName.EndsWith(search, StringComparison.OrdinalIgnoreCase)
        : Contains(user.Details.DisplayName, search) || Contains(user.Details.UserPrincipalName, search) || Same(user.Id, search);

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
