using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Graph.Resources;

namespace NimbusFunctions.Local.Simulator.Graph.Endpoints;

/// <summary>/groups and one group; members and delta have files of their own.</summary>
internal static class GroupEndpoints
{
    public static GraphResponse List(GraphRequest request)
    {
        if (ListQuery<SimulatedGroup>.TryParse(request, GroupResource.Table, out var query) is { } error) return request.Refuse(error);
        return ListWriter.Write(request, "groups" + query.Selection.ContextSuffix(), query, Active(request.Tenant.Directory.Groups), (json, group) =>
        {
            json.WriteStartObject();
            query.Selection.Write(json, group);
            json.WriteEndObject();
        });
    }

    public static GraphResponse Count(GraphRequest request)
    {
        if (ListWriter.CountNeedsEventual(request) is { } refused) return request.Refuse(refused);
        if (ListQuery<SimulatedGroup>.TryParse(request, GroupResource.Table, out var query) is { } error) return request.Refuse(error);
        return ListWriter.Count(request, query, Active(request.Tenant.Directory.Groups));
    }

    public static GraphResponse Get(GraphRequest request)
    {
        if (SelectParser.TryParse(GroupResource.Table, request.Query.Select, out var selection) is { } error) return request.Refuse(error);
        if (Find(request, out var refused) is not { } group) return request.Refuse(refused!);
        return GraphJson.Ok((request, selection, group), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context"u8, $"{state.request.BaseUrl}/$metadata#groups{state.selection.ContextSuffix()}/$entity");
            state.selection.Write(json, state.group);
            json.WriteEndObject();
        });
    }

    /// <summary>The active group of the route; null with the refusal that says why.</summary>
    public static SimulatedGroup? Find(GraphRequest request, out GraphError? refused)
    {
        refused = null;
        if (!Guid.TryParse(request.Id, out var id))
        {
            refused = GraphError.InvalidId(request.Id);
            return null;
        }

        var group = request.Tenant.Directory.FindActiveGroup(id);
        if (group is null) refused = GraphError.NotFound(request.Id);
        return group;
    }

    private static IEnumerable<Placed<SimulatedGroup>> Active(IReadOnlyList<SimulatedGroup?> groups)
    {
        for (var place = 0; place < groups.Count; place++)
        {
            if (groups[place] is { DeletedAt: null } group) yield return new Placed<SimulatedGroup>(place, group);
        }
    }
}
