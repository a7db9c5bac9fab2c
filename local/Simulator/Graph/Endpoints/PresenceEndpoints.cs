using System.Globalization;
using System.Text.Json;

namespace NimbusFunctions.Local.Simulator.Graph.Endpoints;

/// <summary>Presence, which the app may read with an application permission, but not subscribe to.</summary>
internal static class PresenceEndpoints
{
    public const int MaxIds = 650;

    public static GraphResponse ByUserId(GraphRequest request)
    {
        if (ReadIds(request.Body, out var ids) is { } error) return request.Refuse(error);
        return GraphJson.Ok((request, ids), static (json, state) =>
        {
            var (request, ids) = state;
            json.WriteStartObject();
            json.WriteString("@odata.context"u8, $"{request.BaseUrl}/$metadata#Collection(microsoft.graph.presence)");
            json.WriteStartArray("value"u8);
            foreach (var id in ids)
            {
                // Whom the tenant does not have is left out of the answer; callers match by id.
                if (request.Tenant.Directory.FindActiveUser(id) is null) continue;
                json.WriteStartObject();
                Write(json, id, request.Tenant.Presence.Of(id));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    public static GraphResponse Get(GraphRequest request)
    {
        if (!Guid.TryParse(request.Id, out var id)) return request.Refuse(GraphError.BadRequest($"'{request.Id}' is no user id; presence takes the GUID."));
        if (request.Tenant.Directory.FindActiveUser(id) is null) return request.Refuse(new GraphError(404, "NotFound", "User not found."));
        return GraphJson.Ok((request, id), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context"u8, $"{state.request.BaseUrl}/$metadata#users('{state.id}')/presence/$entity");
            Write(json, state.id, state.request.Tenant.Presence.Of(state.id));
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, Guid id, PresenceState presence)
    {
        json.WriteString("id"u8, id);
        json.WriteString("availability"u8, presence.Availability);
        json.WriteString("activity"u8, presence.Activity);
        json.WriteNull("statusMessage"u8);
        json.WriteString("sequenceNumber"u8, presence.Sequence.ToString("D12", CultureInfo.InvariantCulture));
    }

    private static GraphError? ReadIds(ReadOnlyMemory<byte> body, out List<Guid> ids)
    {
        ids = [];
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("ids", out var list) || list.ValueKind != JsonValueKind.Array)
                return GraphError.BadRequest("The body needs a list of user ids named 'ids'.");
            if (list.GetArrayLength() is 0 or > MaxIds) return GraphError.BadRequest($"'ids' holds {list.GetArrayLength()} ids; it must hold 1 to {MaxIds}.");
            foreach (var entry in list.EnumerateArray())
            {
                if (entry.ValueKind != JsonValueKind.String || !Guid.TryParse(entry.GetString(), out var id))
                    return GraphError.BadRequest($"'ids' holds {entry.GetRawText()}, which is no user id.");
                ids.Add(id);
            }

            return null;
        }
        catch (JsonException)
        {
            return GraphError.BadRequest("Unable to read JSON request payload.");
        }
    }
}
