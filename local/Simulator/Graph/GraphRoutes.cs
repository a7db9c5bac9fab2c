using NimbusFunctions.Local.Simulator.Graph.Delta;
using NimbusFunctions.Local.Simulator.Graph.Endpoints;
using NimbusFunctions.Local.Simulator.Graph.Throttling;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>The operations of Graph v1.0 that the simulator speaks, with Graph's base costs.</summary>
internal sealed class GraphRoutes
{
    private readonly Dictionary<int, GraphRoute[]> _byLength;

    public GraphRoutes(Guid clientId)
    {
        var principals = new ServicePrincipalEndpoints(clientId);
        GraphRoute[] routes =
        [
            new("GET", "/users/delta", GraphPermissions.Users, DeltaEndpoint.Users),
            new("GET", "/users/$count", GraphPermissions.Users, UserEndpoints.Count) { BaseCost = 2 },
            new("GET", "/users", GraphPermissions.UserLists, UserEndpoints.List) { BaseCost = 2 },
            new("GET", "/me/contacts", GraphPermissions.Contacts, ContactEndpoints.List),
            new("GET", "/users/{id}", GraphPermissions.Users, UserEndpoints.Get) { BaseCost = 2 },
            new("GET", "/users/{id}/presence", GraphPermissions.Presence, PresenceEndpoints.Get) { Limit = LimitKind.Presence },
            new("GET", "/groups/delta", GraphPermissions.Groups, DeltaEndpoint.Groups),
            new("GET", "/groups/$count", GraphPermissions.Groups, GroupEndpoints.Count),
            new("GET", "/groups", GraphPermissions.Groups, GroupEndpoints.List),
            new("GET", "/groups/{id}", GraphPermissions.Groups, GroupEndpoints.Get),
            .. OfMembers("members", 3, MemberEndpoints.Members),
            .. OfMembers("owners", 1, MemberEndpoints.Owners),
            .. OfMembers("transitiveMembers", 5, MemberEndpoints.TransitiveMembers),
            new("GET", "/directory/deletedItems", [], DeletedItemEndpoints.CastMissing),
            new("GET", "/directory/deletedItems/microsoft.graph.user", GraphPermissions.Users, DeletedItemEndpoints.Users),
            new("GET", "/directory/deletedItems/microsoft.graph.group", GraphPermissions.DeletedGroups, DeletedItemEndpoints.Groups),
            new("GET", "/teams/{id}", GraphPermissions.Teams, TeamEndpoints.Get) { Limit = LimitKind.Team },
            new("GET", "/teams/{id}/members", GraphPermissions.TeamMembers, TeamEndpoints.Members) { Limit = LimitKind.TeamMembers },
            new("POST", "/communications/getPresencesByUserId", GraphPermissions.Presence, PresenceEndpoints.ByUserId) { Limit = LimitKind.Presence },
            new("GET", "/communications/presences/{id}", GraphPermissions.Presence, PresenceEndpoints.Get) { Limit = LimitKind.Presence },
            new("GET", "/servicePrincipals", GraphPermissions.ServicePrincipals, principals.List),
            new("GET", "/servicePrincipals(appId='{id}')", GraphPermissions.ServicePrincipals, principals.ByAppId),
            new("GET", "/servicePrincipals/{id}/appRoleAssignments", GraphPermissions.ServicePrincipals, principals.AppRoleAssignments) { BaseCost = 2 },
            new("GET", "/servicePrincipals/{id}/oauth2PermissionGrants", GraphPermissions.Grants, principals.Grants),
        ];
        _byLength = routes.GroupBy(route => route.Name.Count(c => c == '/')).ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>The operation asked for; null when there is none, with the refusal.</summary>
    public GraphRoute? Find(GraphRequest request, out GraphError? refused)
    {
        refused = null;
        var pathFits = false;
        foreach (var route in _byLength.GetValueOrDefault(request.Segments.Count, []))
        {
            if (!route.Fits(request.Segments, out var id)) continue;
            pathFits = true;
            if (route.Method != request.Method) continue;
            request.Id = id;
            return route;
        }

        refused = pathFits
            ? new GraphError(405, "BadRequest", $"The method {request.Method} is not supported here.")
            : GraphError.BadRequest($"Resource not found for the segment '{request.Segments.FirstOrDefault(segment => !Guid.TryParse(segment, out _))}'.");
        return null;
    }

    private static IEnumerable<GraphRoute> OfMembers(string name, int cost, MemberEndpoints.Source source)
    {
        yield return Route("", request => MemberEndpoints.List(request, source));
        yield return Route("/$count", request => MemberEndpoints.Count(request, source));
        yield return Route("/microsoft.graph.user", request => MemberEndpoints.ListUsers(request, source));
        yield return Route("/microsoft.graph.user/$count", request => MemberEndpoints.CountUsers(request, source));

        GraphRoute Route(string rest, Func<GraphRequest, GraphResponse> handle) =>
            new("GET", $"/groups/{{id}}/{name}{rest}", GraphPermissions.Groups, handle) { BaseCost = cost };
    }
}
