using System.Net;

namespace NimbusFunctions.Local.Commands.Api;

/// <summary>What the commands ask of the API about one tenant.</summary>
/// <param name="calls">Carries the token.</param>
/// <param name="tenant">The tenant's id.</param>
internal sealed class TenantApi(JsonCalls calls, string tenant)
{
    private readonly string root = $"v1/tenants/{tenant}";

    public string Tenant => tenant;

    /// <summary>Registers the tenant; one that exists is left as it is.</summary>
    public Task RegisterAsync(string name, string domain, string administrators, CancellationToken ct) => calls.DoAsync(
        HttpMethod.Post,
        "v1/tenants",
        new { id = tenant, name, o365Domain = domain, tenantAdministrationSecurityGroup = administrators },
        HttpStatusCode.Conflict,
        ct);

    /// <summary>Registers an MS-Teams-based service that can do everything.</summary>
    public Task RegisterServiceAsync(string team, string upn, string displayName, CancellationToken ct) => calls.DoAsync(
        HttpMethod.Put,
        $"{root}/services/{team}",
        new
        {
            upn,
            displayName,
            assignmentType = "MsTeams",
            teamId = team,
            licence = "ContactCenter",
            modalities = (string[])["Call", "Outbound", "ExternalTask", "InstantMessaging", "Email"],
        },
        null,
        ct);

    /// <summary>Whether a bearer of the token may see the services, which every user of a service may.</summary>
    public Task<HttpStatusCode> TryServicesAsync(CancellationToken ct) => calls.StatusAsync(HttpMethod.Get, $"{root}/services?top=1", ct);

    public Task<IReadOnlyList<ApiService>> ServicesAsync(CancellationToken ct) => AllAsync<ApiService>($"{root}/services", ct);

    public Task<IReadOnlyList<ApiUser>> UsersAsync(CancellationToken ct) => AllAsync<ApiUser>($"{root}/users", ct);

    /// <summary>The user; null where the user list has none of this id.</summary>
    public Task<ApiUser?> FindUserAsync(string id, CancellationToken ct) => calls.FindAsync<ApiUser>($"{root}/users/{id}", ct);

    public Task<ApiSync> SyncAsync(CancellationToken ct) => calls.GetAsync<ApiSync>($"{root}/sync", ct);

    public Task<ApiSyncAccepted> StartSyncAsync(CancellationToken ct) => calls.PostAsync<ApiSyncAccepted>($"{root}/sync", null, ct);

    private async Task<IReadOnlyList<T>> AllAsync<T>(string path, CancellationToken ct)
    {
        List<T> all = [];
        string? continuation = null;
        do
        {
            var from = continuation is null ? "" : $"&continuation={Uri.EscapeDataString(continuation)}";
            var page = await calls.GetAsync<ApiPage<T>>($"{path}?top=100{from}", ct);
            all.AddRange(page.Value);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return all;
    }
}
