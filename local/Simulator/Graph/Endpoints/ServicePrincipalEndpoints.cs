using System.Text.Json;
using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Entra;
using NimbusFunctions.Local.Simulator.Graph.Filters;

namespace NimbusFunctions.Local.Simulator.Graph.Endpoints;

/// <summary>The app's own service principal in the tenant, Microsoft Graph's, and which permissions were granted.</summary>
internal sealed class ServicePrincipalEndpoints(Guid clientId)
{
    public static readonly Guid GraphAppId = new("00000003-0000-0000-c000-000000000000");

    public GraphResponse ByAppId(GraphRequest request)
    {
        var found = All(request.Tenant).Where(principal => Guid.TryParse(request.Id, out var appId) && appId == principal.AppId).ToList();
        if (found.Count == 0) return request.Refuse(GraphError.NotFound(request.Id));
        return GraphJson.Ok((request, principal: found[0]), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context"u8, $"{state.request.BaseUrl}/$metadata#servicePrincipals/$entity");
            Write(json, state.principal);
            json.WriteEndObject();
        });
    }

    /// <summary>All of them, or those of one appId or displayName by $filter.</summary>
    public GraphResponse List(GraphRequest request)
    {
        var principals = All(request.Tenant);
        if (request.Query.Filter is { } filter)
        {
            if (FilterParser.TryParse(filter) is not FilterNode.Compare { Operator: "eq", Value: string value, Property: "appId" or "displayName" or "id" } compare)
                return request.Refuse(GraphError.Unsupported("Unsupported or invalid query filter clause specified for resource 'ServicePrincipal'."));
            principals = principals.Where(principal => value.Equals(
                compare.Property switch { "appId" => principal.AppId.ToString(), "id" => principal.Id.ToString(), _ => principal.Name },
                StringComparison.OrdinalIgnoreCase));
        }

        return Write(request, "servicePrincipals", [.. principals], Write);
    }

    public GraphResponse AppRoleAssignments(GraphRequest request)
    {
        if (!Guid.TryParse(request.Id, out var id)) return request.Refuse(GraphError.InvalidId(request.Id));
        if (!All(request.Tenant).Any(principal => principal.Id == id)) return request.Refuse(GraphError.NotFound(request.Id));
        var roles = id == request.Tenant.ServicePrincipalId ? request.Tenant.Consent.Roles.Order(StringComparer.Ordinal).ToArray() : [];
        return Write(request, "appRoleAssignments", roles, (json, role) => WriteAssignment(json, request.Tenant, role));
    }

    /// <summary>What was granted to the app on behalf of everybody, or of single users: one grant each, with all its scopes.</summary>
    public GraphResponse Grants(GraphRequest request)
    {
        if (!Guid.TryParse(request.Id, out var id)) return request.Refuse(GraphError.InvalidId(request.Id));
        if (!All(request.Tenant).Any(principal => principal.Id == id)) return request.Refuse(GraphError.NotFound(request.Id));
        var grants = id == request.Tenant.ServicePrincipalId ? request.Tenant.Consent.Delegated.GroupBy(grant => grant.User).OrderBy(grant => grant.Key).ToArray() : [];
        return Write(request, "oauth2PermissionGrants", grants, (json, grant) =>
        {
            json.WriteString("id"u8, $"{id:N}{grant.Key:N}");
            json.WriteString("clientId"u8, id);
            json.WriteString("consentType"u8, grant.Key == Guid.Empty ? "AllPrincipals" : "Principal");
            if (grant.Key == Guid.Empty) json.WriteNull("principalId"u8);
            else json.WriteString("principalId"u8, grant.Key);
            json.WriteString("resourceId"u8, request.Tenant.GraphServicePrincipalId);
            json.WriteString("scope"u8, string.Join(' ', grant.Select(one => one.Scope).Order(StringComparer.Ordinal)));
        });
    }

    private IEnumerable<(Guid Id, Guid AppId, string Name)> All(SimulatedTenant tenant)
    {
        yield return (tenant.GraphServicePrincipalId, GraphAppId, "Microsoft Graph");
        if (tenant.Consent.Given) yield return (tenant.ServicePrincipalId, clientId, AppRegistration.DisplayName);
    }

    private static GraphResponse Write<T>(GraphRequest request, string context, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write) =>
        GraphJson.Ok((request, context, items, write), static (json, state) =>
        {
            json.WriteStartObject();
            json.WriteString("@odata.context"u8, $"{state.request.BaseUrl}/$metadata#{state.context}");
            json.WriteStartArray("value"u8);
            foreach (var item in state.items)
            {
                json.WriteStartObject();
                state.write(json, item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static void Write(Utf8JsonWriter json, (Guid Id, Guid AppId, string Name) principal)
    {
        json.WriteString("id"u8, principal.Id);
        json.WriteString("appId"u8, principal.AppId);
        json.WriteString("displayName"u8, principal.Name);
        json.WriteString("appDisplayName"u8, principal.Name);
        json.WriteBoolean("accountEnabled"u8, true);
        json.WriteString("servicePrincipalType"u8, "Application"u8);
        json.WriteStartArray("appRoles"u8);
        foreach (var (role, id) in principal.AppId == GraphAppId ? AppRoles.Ids : new Dictionary<string, Guid>())
        {
            json.WriteStartObject();
            json.WriteString("id"u8, id);
            json.WriteString("value"u8, role);
            json.WriteString("displayName"u8, role);
            json.WriteBoolean("isEnabled"u8, true);
            json.WriteStartArray("allowedMemberTypes"u8);
            json.WriteStringValue("Application"u8);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAssignment(Utf8JsonWriter json, SimulatedTenant tenant, string role)
    {
        var id = new SeededRandom(SeededRandom.Mix(tenant.Seed, (ulong)AppRoles.Ids[role].GetHashCode())).NextGuid();
        json.WriteBase64String("id"u8, id.ToByteArray());
        json.WriteNull("deletedDateTime"u8);
        json.WriteString("appRoleId"u8, AppRoles.Ids[role]);
        json.WriteString("createdDateTime"u8, DirectoryGenerator.Epoch.UtcDateTime);
        json.WriteString("principalDisplayName"u8, AppRegistration.DisplayName);
        json.WriteString("principalId"u8, tenant.ServicePrincipalId);
        json.WriteString("principalType"u8, "ServicePrincipal"u8);
        json.WriteString("resourceDisplayName"u8, "Microsoft Graph"u8);
        json.WriteString("resourceId"u8, tenant.GraphServicePrincipalId);
    }
}
