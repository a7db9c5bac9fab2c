using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Microsoft.Graph;
using Microsoft.Kiota.Abstractions;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Tenants.Checks;

/// <summary>Which of the app's permissions a tenant has granted.</summary>
internal sealed class PermissionsCheck(GraphTrial graph, TokenRoles tokens, IOptions<EntraOptions> entra) : ITenantCheck
{
    private const string GraphAppId = "00000003-0000-0000-c000-000000000000";

    public string Name => "permissions";

    public Task<CheckFinding> RunAsync(CheckRequest request, CancellationToken cancellation) =>
        graph.RunAsync(request.Tenant, "Application.Read.All", async client =>
        {
            var link = graph.GrantLinkOf(request.Tenant);
            try
            {
                return Of(await AssignedAsync(client, cancellation), link);
            }
            catch (ApiException failure) when (failure.ResponseStatusCode == StatusCodes.Status403Forbidden)
            {
                // The token tells its roles, up to an hour late; that of the very permission which is missing here it tells rightly.
                var roles = await tokens.OfAsync(request.Tenant, cancellation);
                return Of(AppPermission.All.Where(permission => roles.Contains(permission.Name)).Select(permission => permission.Id).ToHashSet(), link);
            }
        }, cancellation);

    /// <summary>A pure decision.</summary>
    /// <param name="granted">The application roles of Graph that the app has in the tenant.</param>
    /// <param name="grantLink">Where the others are granted.</param>
    public static CheckFinding Of(IReadOnlySet<Guid> granted, string grantLink)
    {
        var missing = AppPermission.All.Where(permission => !granted.Contains(permission.Id)).ToList();
        var detail = new JsonObject
        {
            ["permissions"] = new JsonArray([.. AppPermission.All.Select(permission => Row(permission, granted.Contains(permission.Id)))]),
            ["delegated"] = new JsonArray([.. AppPermission.Delegated.Select(permission => Row(permission, null))]),
            ["grantLink"] = grantLink,
        };
        return missing.Count == 0
            ? CheckFinding.Works("Every application permission that the app asks for is granted.", detail)
            : CheckFinding.Wrong(
                "permission-missing",
                $"Not granted: {string.Join(", ", missing.Select(permission => permission.Name))}. Open the grant link as an administrator of the tenant; it grants all of them.",
                detail);
    }

    private static JsonObject Row(AppPermission permission, bool? isGranted)
    {
        var row = new JsonObject { ["name"] = permission.Name, ["serves"] = permission.Serves };
        if (isGranted is { } known)
            row["granted"] = known;
        return row;
    }

    private async Task<IReadOnlySet<Guid>> AssignedAsync(GraphServiceClient client, CancellationToken cancellation)
    {
        var app = await client.ServicePrincipalsWithAppId(entra.Value.ClientId).GetAsync(cancellationToken: cancellation);
        var resource = await client.ServicePrincipalsWithAppId(GraphAppId).GetAsync(cancellationToken: cancellation);
        var granted = new HashSet<Guid>();
        var page = await client.ServicePrincipals[app?.Id].AppRoleAssignments.GetAsync(cancellationToken: cancellation);
        while (page is not null)
        {
            // Ids of roles mean something together with whose they are.
            foreach (var assignment in page.Value ?? [])
            {
                if (assignment is { AppRoleId: { } role, ResourceId: { } of } && of.ToString() == resource?.Id)
                    granted.Add(role);
            }

            page = page.OdataNextLink is { } next
                ? await client.ServicePrincipals[app?.Id].AppRoleAssignments.WithUrl(next).GetAsync(cancellationToken: cancellation)
                : null;
        }

        return granted;
    }
}
