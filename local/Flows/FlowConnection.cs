using System.Net.Http.Headers;
using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Control;

namespace NimbusFunctions.Local.Flows;

/// <summary>What a flow's connection is: the API, and who it calls as.</summary>
/// <param name="Http">Calls with the user's delegated token, and waits as long as Power Automate does.</param>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="User">The user's principal name.</param>
internal sealed record FlowConnection(HttpClient Http, string Tenant, string User) : IDisposable
{
    /// <summary>Signs in as a user of a simulated tenant.</summary>
    /// <param name="api">Where the API answers.</param>
    /// <param name="control">The simulated tenants.</param>
    /// <param name="tenant">Id, name or domain; null: the first.</param>
    /// <param name="user">The user; null: the tenant's administrator.</param>
    /// <param name="ct">Ends the attempt.</param>
    /// <exception cref="LocalEditionException">There is no such tenant.</exception>
    public static async Task<FlowConnection> OpenAsync(Uri api, ControlClient control, string? tenant, string? user, CancellationToken ct)
    {
        var all = await control.TenantsAsync(ct);
        var found = all.FirstOrDefault(one => tenant is null || one.IsCalled(tenant))
            ?? throw new LocalEditionException($"There is no simulated tenant '{tenant}'; there are {string.Join(", ", all.Take(10).Select(one => one.Domain))}.");
        var upn = user ?? found.AdminUpn;
        var token = await control.TokenAsync(found.Id, upn, null, ct);
        var http = LoopbackHttp.Create(api);
        http.Timeout = FlowHttp.Patience;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new(http, found.Id, upn);
    }

    public void Dispose() => Http.Dispose();
}
