using System.Text;
using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Graph.Resources;

namespace NimbusFunctions.Local.Simulator.Graph.Endpoints;

/// <summary>/teams/{id} and its members as Teams shows them.</summary>
internal static class TeamEndpoints
{
    public static GraphResponse Get(GraphRequest request)
    {
        if (Find(request, out var refused) is not { } team) return request.Refuse(refused!);
        return GraphJson.Ok((request, team), static (json, state) =>
        {
            var (request, team) = state;
            json.WriteStartObject();
            json.WriteString("@odata.context"u8, $"{request.BaseUrl}/$metadata#teams/$entity");
            json.WriteString("id"u8, team.Id);
            json.WriteString("createdDateTime"u8, team.CreatedAt.UtcDateTime);
            json.WriteString("displayName"u8, team.DisplayName);
            json.WriteString("description"u8, team.Description);
            json.WriteString("internalId"u8, $"19:{team.Id:N}@thread.tacv2");
            json.WriteNull("classification"u8);
            json.WriteString("specialization"u8, "none"u8);
            json.WriteString("visibility"u8, "private"u8);
            json.WriteString("webUrl"u8, $"https://teams.microsoft.com/l/team/19%3A{team.Id:N}%40thread.tacv2/conversations?groupId={team.Id}");
            json.WriteBoolean("isArchived"u8, false);
            json.WriteString("tenantId"u8, request.Tenant.Id);
            json.WriteEndObject();
        });
    }

    public static GraphResponse Members(GraphRequest request)
    {
        if (Find(request, out var refused) is not { } team) return request.Refuse(refused!);
        if (ListQuery<TeamMember>.TryParse(request, TeamMemberResource.Table, out var query) is { } error) return request.Refuse(error);
        query.AlwaysCount();
        return ListWriter.Write(
            request, $"teams('{team.Id}')/members", query, Source(request.Tenant.Directory, team), (json, member) => Write(json, member, query, request));
    }

    private static IEnumerable<Placed<TeamMember>> Source(TenantDirectory directory, SimulatedGroup team)
    {
        for (var place = 0; place < team.Members.Places; place++)
        {
            if (directory.FindActiveUser(team.Members.At(place)) is { } user)
                yield return new Placed<TeamMember>(place, new TeamMember(user, team.Id, team.Owners.Contains(user.Id)));
        }
    }

    private static void Write(Utf8JsonWriter json, TeamMember member, ListQuery<TeamMember> query, GraphRequest request)
    {
        json.WriteStartObject();
        json.WriteString("@odata.type"u8, "#microsoft.graph.aadUserConversationMember"u8);
        if (query.Selection.WithId) json.WriteBase64String("id"u8, Encoding.UTF8.GetBytes($"{member.TeamId}##{member.User.Id}"));
        foreach (var property in query.Selection.Properties) property.Write(json, member);
        if (!query.Selection.Explicit) json.WriteString("tenantId"u8, request.Tenant.Id);
        json.WriteEndObject();
    }

    private static SimulatedGroup? Find(GraphRequest request, out GraphError? refused)
    {
        refused = null;
        if (!Guid.TryParse(request.Id, out var id))
        {
            refused = GraphError.BadRequest($"teamId needs to be a valid GUID, but is '{request.Id}'.");
            return null;
        }

        var team = request.Tenant.Directory.FindActiveTeam(id);
        if (team is null) refused = new GraphError(404, "NotFound", $"No team found with Group Id '{request.Id}'.");
        return team;
    }
}
