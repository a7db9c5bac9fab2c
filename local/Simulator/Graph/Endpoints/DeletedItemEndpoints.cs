using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Graph.Resources;

namespace NimbusFunctions.Local.Simulator.Graph.Endpoints;

/// <summary>/directory/deletedItems with its cast, without which Graph does not answer.</summary>
internal static class DeletedItemEndpoints
{
    public static GraphResponse Users(GraphRequest request) => List(request, UserResource.Table, request.Tenant.Directory.DeletedUsers);

    public static GraphResponse Groups(GraphRequest request) => List(request, GroupResource.Table, request.Tenant.Directory.DeletedGroups);

    public static GraphResponse CastMissing(GraphRequest request) => request.Refuse(GraphError.Unsupported(
        "Listing deleted items needs an OData cast, such as /directory/deletedItems/microsoft.graph.user."));

    private static GraphResponse List<T>(GraphRequest request, PropertyTable<T> table, IReadOnlyList<T> deleted)
        where T : IDirectoryObject
    {
        if (ListQuery<T>.TryParse(request, table, out var query) is { } error) return request.Refuse(error);
        var source = deleted.OrderBy(item => item.Ordinal).Select(item => new Placed<T>(item.Ordinal, item));
        return ListWriter.Write(request, table.Collection + query.Selection.ContextSuffix(), query, source, (json, item) =>
        {
            json.WriteStartObject();
            query.Selection.Write(json, item);
            json.WriteEndObject();
        });
    }
}
