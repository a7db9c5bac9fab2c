using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Graph.Resources;

namespace NimbusFunctions.Local.Simulator.Graph.Endpoints;

/// <summary>/groups/{id}/members, /owners and /transitiveMembers, plain, cast to users, and counted.</summary>
internal static class MemberEndpoints
{
    /// <summary>Who belongs to a group in one of the three ways; soft-deleted users are not listed.</summary>
    internal delegate IEnumerable<Placed<DirectoryMember>> Source(TenantDirectory directory, SimulatedGroup group);

    public static IEnumerable<Placed<DirectoryMember>> Members(TenantDirectory directory, SimulatedGroup group) => Active(directory, group.Members);

    public static IEnumerable<Placed<DirectoryMember>> Owners(TenantDirectory directory, SimulatedGroup group) => Active(directory, group.Owners);

    public static IEnumerable<Placed<DirectoryMember>> TransitiveMembers(TenantDirectory directory, SimulatedGroup group)
    {
        var seen = new HashSet<Guid> { group.Id };
        var groups = new Queue<SimulatedGroup>([group]);
        var place = 0;
        while (groups.TryDequeue(out var next))
        {
            foreach (var (_, member) in Active(directory, next.Members))
            {
                if (!seen.Add(member.Id)) continue;
                if (member.Group is not null) groups.Enqueue(member.Group);
                yield return new Placed<DirectoryMember>(place++, member);
            }
        }
    }

    public static GraphResponse List(GraphRequest request, Source source)
    {
        if (ListQuery<DirectoryMember>.TryParse(request, MemberResource.Table, out var query) is { } error) return request.Refuse(error);
        if (GroupEndpoints.Find(request, out var refused) is not { } group) return request.Refuse(refused!);
        var usersReadable = UsersReadable(request);
        return ListWriter.Write(
            request, "directoryObjects" + query.Selection.ContextSuffix(), query, source(request.Tenant.Directory, group),
            (json, member) => MemberResource.Write(json, query.Selection, member, usersReadable));
    }

    /// <summary>Members that are users, as users. A cast is an advanced query.</summary>
    public static GraphResponse ListUsers(GraphRequest request, Source source)
    {
        if (!request.Eventual) return request.Refuse(CastNeedsEventual());
        if (ListQuery<SimulatedUser>.TryParse(request, UserResource.Table, out var query) is { } error) return request.Refuse(error);
        if (GroupEndpoints.Find(request, out var refused) is not { } group) return request.Refuse(refused!);
        var readable = UsersReadable(request);
        return ListWriter.Write(request, "users" + query.Selection.ContextSuffix(), query, Users(source(request.Tenant.Directory, group)), (json, user) =>
        {
            json.WriteStartObject();
            if (readable) query.Selection.Write(json, user);
            else query.Selection.WriteLimited(json, user);
            json.WriteEndObject();
        });
    }

    public static GraphResponse Count(GraphRequest request, Source source)
    {
        if (ListWriter.CountNeedsEventual(request) is { } needed) return request.Refuse(needed);
        if (ListQuery<DirectoryMember>.TryParse(request, MemberResource.Table, out var query) is { } error) return request.Refuse(error);
        if (GroupEndpoints.Find(request, out var refused) is not { } group) return request.Refuse(refused!);
        return ListWriter.Count(request, query, source(request.Tenant.Directory, group));
    }

    public static GraphResponse CountUsers(GraphRequest request, Source source)
    {
        if (ListWriter.CountNeedsEventual(request) is { } needed) return request.Refuse(needed);
        if (ListQuery<SimulatedUser>.TryParse(request, UserResource.Table, out var query) is { } error) return request.Refuse(error);
        if (GroupEndpoints.Find(request, out var refused) is not { } group) return request.Refuse(refused!);
        return ListWriter.Count(request, query, Users(source(request.Tenant.Directory, group)));
    }

    private static IEnumerable<Placed<SimulatedUser>> Users(IEnumerable<Placed<DirectoryMember>> members) =>
        from placed in members where placed.Item.User is not null select new Placed<SimulatedUser>(placed.Place, placed.Item.User!);

    private static IEnumerable<Placed<DirectoryMember>> Active(TenantDirectory directory, RelationSet relations)
    {
        for (var place = 0; place < relations.Places; place++)
        {
            var id = relations.At(place);
            if (id == Guid.Empty) continue;
            if (directory.FindUser(id) is { } user)
            {
                if (user.DeletedAt is null) yield return new Placed<DirectoryMember>(place, new DirectoryMember(user, null));
            }
            else if (directory.FindActiveGroup(id) is { } group)
            {
                yield return new Placed<DirectoryMember>(place, new DirectoryMember(null, group));
            }
        }
    }

    private static bool UsersReadable(GraphRequest request) => request.Caller.Roles.Allows(GraphPermissions.Users);

    private static GraphError CastNeedsEventual() => GraphError.Unsupported(
        "The specified OData cast is only supported with the ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information");
}
