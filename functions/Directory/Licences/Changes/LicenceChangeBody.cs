using Microsoft.Extensions.Primitives;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Web;

namespace NimbusFunctions.Directory.Licences.Changes;

/// <summary>The body of <c>POST …/licences/changes</c>.</summary>
/// <param name="Give">Licences that each is to have.</param>
/// <param name="Take">Licences that none is to have.</param>
/// <param name="Users">The users' object ids; or</param>
/// <param name="Filter">the parameters of the user list that finds them, without <c>top</c>, <c>continuation</c> and <c>orderBy</c>.</param>
internal sealed record LicenceChangeBody(
    IReadOnlyList<string?>? Give = null, IReadOnlyList<string?>? Take = null, IReadOnlyList<string?>? Users = null, Dictionary<string, string>? Filter = null)
{
    /// <summary>The most users of one change.</summary>
    public const int Most = 20_000;

    private static readonly string[] OfPages = ["top", "continuation", "orderBy"];

    /// <summary>What it asks for, or all that is wrong with it.</summary>
    public (ParsedLicenceChange? Parsed, Problem? Problem) Parse()
    {
        var errors = new ValidationErrors();
        var (give, take) = (Licences("give", Give, errors), Licences("take", Take, errors));
        if (give.Count + take.Count == 0 && !errors.Any)
            errors.Add("give", "must name a licence, or take must.");
        foreach (var both in give.Intersect(take))
            errors.Add("take", $"must not name {both}, which is given.");
        if (Users is null == Filter is null)
            errors.Add("users", "must be a list of users, or filter must say which; not both.");
        var ids = Ids(errors);
        UserQuery? query = null;
        if (Filter is not null)
        {
            foreach (var name in Filter.Keys.Where(name => OfPages.Contains(name, StringComparer.OrdinalIgnoreCase)))
                errors.Add($"filter.{Printable.Short(name)}", "must be left out: the change is about all whom the filter finds.");
            (query, var problem) = UserQuery.Parse(new QueryCollection(Filter.ToDictionary(field => field.Key, field => new StringValues(field.Value))));
            foreach (var (name, messages) in problem?.Errors ?? new Dictionary<string, string[]>())
            {
                foreach (var message in messages)
                    errors.Add($"filter.{Printable.Short(name)}", message);
            }
        }

        return errors.Any ? (null, errors.ToProblem()) : (new(give, take, ids, query), null);
    }

    private List<string> Ids(ValidationErrors errors)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        if (Users is { Count: 0 or > Most })
            errors.Add("users", $"must have 1 to {Most} entries, it has {Users.Count}.");
        else
        {
            foreach (var (place, user) in (Users ?? []).Index())
            {
                if (!Guid.TryParseExact(user, "D", out var id))
                    errors.Add($"users[{place}]", "must be a directory object id, a GUID.");
                else if (!ids.Add(id.ToString("D")))
                    errors.Add($"users[{place}]", "is there twice.");
            }
        }

        return [.. ids];
    }

    private static List<string> Licences(string field, IReadOnlyList<string?>? given, ValidationErrors errors)
    {
        if (given?.Count > Entitlement.Names.Count)
        {
            errors.Add(field, $"must have at most {Entitlement.Names.Count} entries.");
            return [];
        }

        foreach (var (place, name) in (given ?? []).Index())
        {
            if (name is null || !Entitlement.Names.Contains(name))
                errors.Add($"{field}[{place}]", $"must be one of {string.Join(", ", Entitlement.Names)}.");
        }

        return [.. (given ?? []).OfType<string>().Distinct()];
    }
}

/// <summary>The same, sound.</summary>
/// <param name="Users">The ids, where no filter was given.</param>
/// <param name="Query">Which users, where no ids were.</param>
internal sealed record ParsedLicenceChange(IReadOnlyList<string> Give, IReadOnlyList<string> Take, IReadOnlyList<string> Users, UserQuery? Query);
