using NimbusFunctions.Local.Simulator.Entra;

namespace NimbusFunctions.Local.Simulator.Control;

/// <summary>…/appRoles: what a tenant's administrators hand out in Entra, and who is in the operator's own tenant.</summary>
internal sealed class ControlAppRoles(SimulatorWorld world, People people)
{
    private const int LongestName = 120;

    public ControlReply OfOperator(ControlRequest request, string[] rest) => (request.Method, rest) switch
    {
        ("GET", []) => ControlReply.Ok(new
        {
            Id = world.OperatorTenantId,
            Name = People.OperatorTenantName,
            Users = people.Operators.Select(user => new { user.Id, user.UserPrincipalName, user.DisplayName, AppRoles = people.Roles.Of(world.OperatorTenantId, user.Id) }).ToArray(),
        }),
        (_, ["users", var user, "appRoles", .. var more]) => OfUser(request, world.OperatorTenantId, user, more),
        _ => ControlRoutes.NotHere(request),
    };

    /// <param name="request">The request.</param>
    /// <param name="tenant">The user's tenant.</param>
    /// <param name="user">Object id or principal name.</param>
    /// <param name="rest">The role's name, or nothing.</param>
    public ControlReply OfUser(ControlRequest request, Guid tenant, string user, string[] rest)
    {
        if (people.Find(tenant, user) is not { } found)
            return ControlReply.Problem(404, "unknown-user", $"There is no active user '{user}' in tenant {tenant}.");
        if (request.Method is "POST" or "DELETE" && rest is [{ Length: <= LongestName } role])
            people.Roles.Set(tenant, found.Id, role, request.Method == "POST");
        else if (request.Method != "GET" || rest.Length > 0)
            return ControlRoutes.NotHere(request);
        return ControlReply.Ok(new { AppRoles = people.Roles.Of(tenant, found.Id) });
    }
}
