using NimbusFunctions.Local.Simulator.Directory;
using NimbusFunctions.Local.Simulator.Entra;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>Makes tokens that the product's API accepts, and on demand such as it must refuse.</summary>
internal sealed class ControlTokens(SimulatorWorld world, People people, TokenIssuer issuer)
{
    private const int MaxExpiresIn = 30 * 24 * 3600;

    /// <summary>The token; null with the problem.</summary>
    public string? TryIssue(TokenRequest request, out ControlReply? problem)
    {
        problem = Check(request);
        if (problem is not null) return null;
        if (people.Tenants(request.Tenant!) is [(var operators, _)] && operators == world.OperatorTenantId && request.User is not null)
            return ForUser(request, operators, People.OperatorTenantName, out problem);
        if (world.Find(request.Tenant!) is not { } tenant)
        {
            problem = ControlReply.Problem(404, "unknown-tenant", $"There is no tenant '{request.Tenant}'.");
            return null;
        }

        return request.User is not null ? ForUser(request, tenant.Id, tenant.Name, out problem) : ForApp(request, tenant, out problem);
    }

    private static ControlReply? Check(TokenRequest request)
    {
        if (string.IsNullOrEmpty(request.Tenant)) return Invalid("tenant is missing; it is a tenant id or domain, as GET /_control/tenants lists them.");
        if (request.User is null == request.App is null) return Invalid("either user or app is needed, and not both.");
        if (request.App is { } app && (app.Count == 0 || app.Any(string.IsNullOrWhiteSpace)))
            return Invalid("app must list at least one app role, such as \"System.Administrator\".");
        return request.ExpiresIn is < -MaxExpiresIn or > MaxExpiresIn ? Invalid($"expiresIn must be between {-MaxExpiresIn} and {MaxExpiresIn} seconds.") : null;
    }

    private string? ForUser(TokenRequest request, Guid tenant, string name, out ControlReply? problem)
    {
        if (TryIssuer(request, tenant, out problem) is not { } by) return null;
        if (people.Find(tenant, request.User!) is { } user) return issuer.UserToken(by, Audience(request), user, request.ExpiresIn ?? TokenIssuer.LifeSeconds, request.WrongKey);
        problem = ControlReply.Problem(404, "unknown-user", $"There is no active user '{request.User}' in tenant {name} ({tenant}).");
        return null;
    }

    private string? ForApp(TokenRequest request, SimulatedTenant tenant, out ControlReply? problem)
    {
        var own = request.App!.Contains(AppRegistration.OperatorRole, StringComparer.Ordinal) ? world.OperatorTenantId : tenant.Id;
        if (TryIssuer(request, own, out problem) is not { } by) return null;

        // A service principal of its own in every tenant, as every application has.
        var principal = new SeededRandom(SeededRandom.Mix((ulong)by.GetHashCode(), (ulong)world.OperatorAppId.GetHashCode())).NextGuid();
        return issuer.AppToken(by, Audience(request), world.OperatorAppId, principal, request.App!, request.ExpiresIn ?? TokenIssuer.LifeSeconds, request.WrongKey);
    }

    private Guid? TryIssuer(TokenRequest request, Guid own, out ControlReply? problem)
    {
        problem = null;
        if (request.IssuedBy is not { } named) return own;
        if (Guid.TryParse(named, out var id)) return id;
        if (world.Find(named) is { } tenant) return tenant.Id;
        problem = Invalid($"issuedBy is '{named}'; it must be a tenant id or a domain.");
        return null;
    }

    private string Audience(TokenRequest request) => request.Audience ?? $"api://{world.ClientId}";

    private static ControlReply Invalid(string detail) => ControlReply.Problem(400, "invalid-token-request", detail);
}
