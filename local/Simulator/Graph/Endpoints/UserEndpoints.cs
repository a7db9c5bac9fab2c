using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Graph.Filters;
using NimbusFunctions.Local.Simulator.Graph.Resources;

namespace NimbusFunctions.Local.Simulator.Graph.Endpoints;

/// <summary>/users and what lies below it, apart from delta and presence.</summary>
internal static class UserEndpoints
{
    public static GraphResponse List(GraphRequest request)
    {
        if (ListQuery<SimulatedUser>.TryParse(request, UserResource.Table, out var query) is { } error) return request.Refuse(error);
        if (!request.Caller.Roles.Allows(GraphPermissions.Users) && !IsBasic(request.Query))
            return request.Refuse(new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."));
        return ListWriter.Write(request, "users" + query.Selection.ContextSuffix(), query, Source(request, query), (json, user) =>
        {
            json.WriteStartObject();
            query.Selection.Write(json, user);
            json.WriteEndObject();
        });
    }

    public static GraphResponse Count(GraphRequest request)
    {
        if (ListWriter.CountNeedsEventual(request) is { } refused) return request.Refuse(refused);
        if (ListQuery<SimulatedUser>.TryParse(request, UserResource.Table, out var query) is { } error) return request.Refuse(error);
        return ListWriter.Count(request, query, Source(request, query));
    }

    public static GraphResponse Get(GraphRequest request)
    {
        if (SelectParser.TryParse(UserResource.Table, request.Query.Select, out var selection) is { } error) return request.Refuse(error);
        if (Find(request.Tenant.Directory, request.Id) is not { } user) return request.Refuse(GraphError.NotFound(request.Id));
        return GraphJson.Ok((request, selection, user), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context"u8, $"{state.request.BaseUrl}/$metadata#users{state.selection.ContextSuffix()}/$entity");
            state.selection.Write(json, state.user);
            json.WriteEndObject();
        });
    }

    /// <summary>Whether a query names nothing but what User.ReadBasic.All shows.</summary>
    private static bool IsBasic(ODataQuery query)
    {
        string[] basic = ["displayName", "givenName", "mail", "surname", "userPrincipalName"];
        return UserResource.Table.Names.Except(basic).All(name => !Names(query.Select, name) && !Names(query.Filter, name) && !Names(query.Search, name));

        static bool Names(string? text, string name) => text is not null && text.Split(' ', ',', '(', ')', ':', '"').Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The active user with this object id or user principal name.</summary>
    public static SimulatedUser? Find(TenantDirectory directory, string idOrName) =>
        Guid.TryParse(idOrName, out var id) ? directory.FindActiveUser(id) : directory.FindActiveUser(idOrName);

    /// <summary>Active users, or only those that the filter names: looking twenty up must not cost a walk over 100,000.</summary>
    private static IEnumerable<Placed<SimulatedUser>> Source(GraphRequest request, ListQuery<SimulatedUser> query)
    {
        var directory = request.Tenant.Directory;
        if (query.Filter is { } filter)
        {
            var named = FilterRules.Candidates(filter, "id") ?? FilterRules.Candidates(filter, "userPrincipalName");
            if (named is not null)
            {
                return named.Select(name => Find(directory, name)).OfType<SimulatedUser>().DistinctBy(user => user.Id)
                    .OrderBy(user => user.Ordinal).Select(user => new Placed<SimulatedUser>(user.Ordinal, user));
            }
        }

        return Active(directory.Users, query.WithCount || query.OrderBy is not null ? 0 : query.Start);
    }

    private static IEnumerable<Placed<SimulatedUser>> Active(IReadOnlyList<SimulatedUser?> users, int start)
    {
        for (var place = start; place < users.Count; place++)
        {
            if (users[place] is { DeletedAt: null } user) yield return new Placed<SimulatedUser>(place, user);
        }
    }
}
