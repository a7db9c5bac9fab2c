using System.Globalization;
using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Faults;

namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>Writes a page of a list, bent by a fault if there is one.</summary>
internal static class ListWriter
{
    public static GraphResponse Write<T>(
        GraphRequest request, string context, ListQuery<T> query, IEnumerable<Placed<T>> everything, Action<Utf8JsonWriter, T> writeItem)
        where T : IDirectoryObject
    {
        if (request.Bend is FaultKind.Replay) query.StepBack();
        var page = Bend(ListPage<T>.Of(query, everything), request.Bend, query.Start);
        return GraphJson.Ok((request, context, page, writeItem), static (json, state) =>
        {
            var (request, context, page, writeItem) = state;
            json.WriteStartObject();
            json.WriteString("@odata.context"u8, $"{request.BaseUrl}/$metadata#{context}");
            if (page.Count is { } count) json.WriteNumber("@odata.count"u8, count);
            if (page.Next is { } next)
                json.WriteString("@odata.nextLink"u8, request.BaseUrl + request.Path + request.Query.WithSkipToken(Token(next)));
            json.WriteStartArray("value"u8);
            foreach (var item in page.Items) writeItem(json, item);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>The number of hits as plain text; needs ConsistencyLevel: eventual.</summary>
    public static GraphResponse Count<T>(GraphRequest request, ListQuery<T> query, IEnumerable<Placed<T>> everything)
        where T : IDirectoryObject
    {
        var count = everything.Count(placed => query.Test is not { } test || test(placed.Item));
        return new GraphResponse(200, "text/plain", GraphJson.Body(count, static (json, number) => json.WriteNumberValue(number))).With("OData-Version", "4.0");
    }

    public static GraphError? CountNeedsEventual(GraphRequest request) =>
        request.Eventual ? null : new GraphError(400, "Request_BadRequest", "$count is not currently supported.");

    private static ListPage<T> Bend<T>(ListPage<T> page, FaultKind? bend, int start)
        where T : IDirectoryObject => bend switch
        {
            FaultKind.EmptyPage => page with { Items = [], Next = start },
            FaultKind.EmptyList => new ListPage<T>([], null, page.Count is null ? null : 0),
            FaultKind.Duplicate => page with { Items = [.. page.Items, .. page.Items.Take((page.Items.Count + 1) / 2)] },
            _ => page,
        };

    private static string Token(int place) => string.Create(CultureInfo.InvariantCulture, $"p{place}");
}
