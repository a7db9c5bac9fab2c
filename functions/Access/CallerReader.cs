using Microsoft.Extensions.Options;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Entra;

namespace NimbusFunctions.Access;

/// <summary>
/// Turns a token into a caller, afresh at every call: a user who was removed a moment ago has no roles, however
/// long the token still lives.
/// </summary>
internal sealed class CallerReader(UserStore users, RoleAssignmentStore roles, IOptions<EntraOptions> entra)
{
    // A flow calls many times a second, always as the same user.
    private readonly SharedReads<(string Tenant, string User), IReadOnlyList<RoleGrant>> grants = new(key => GrantsAsync(users, roles, key));

    /// <summary>The app role of operators: people and daemons.</summary>
    public const string SystemAdministratorAppRole = "System.Administrator";

    /// <summary>What the token alone says of a caller: the store is not asked.</summary>
    public Caller OfToken(CallerIdentity identity) =>
        new(identity.IsApp ? $"app:{identity.ClientId}" : $"user:{identity.ObjectId}", OperatorGrants(identity));

    /// <param name="identity">Who the token names.</param>
    /// <param name="tenant">The tenant that the call is about; null for calls about no tenant.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Caller> ReadAsync(CallerIdentity identity, string? tenant, CancellationToken cancellation)
    {
        var caller = OfToken(identity);
        return identity.IsApp || (tenant is not null && tenant != identity.TenantId)
            ? caller
            : new(caller.Author, [.. OperatorGrants(identity), .. await grants.ReadAsync((identity.TenantId, identity.ObjectId), cancellation)]);
    }

    private static async Task<IReadOnlyList<RoleGrant>> GrantsAsync(
        UserStore users, RoleAssignmentStore roles, (string Tenant, string User) key)
    {
        var assigned = roles.ReadAsync(key.Tenant, key.User, CancellationToken.None);
        var user = users.FindAsync(key.Tenant, key.User, CancellationToken.None);
        await Task.WhenAll(assigned, user);
        return await user is { State: UserState.Active } active ? [.. active.Memberships.Select(Synced), .. await assigned] : [];
    }

    // Any tenant's administrator can give an app role of a multi-tenant app to users and daemons of theirs; only those
    // of the operator's own tenant mean anything (Entra: "Add app roles to your application", tenancy of assignments).
    private IReadOnlyList<RoleGrant> OperatorGrants(CallerIdentity identity) =>
        identity.AppRoles.Contains(SystemAdministratorAppRole) && identity.TenantId == entra.Value.OperatorTenantId
            ? [new(Role.SystemAdministrator, new GrantScope.AllTenants())]
            : [];

    private static RoleGrant Synced(Membership membership) => new(
        membership.Role,
        membership.IsOfAdministrators ? new GrantScope.WholeTenant() : new GrantScope.Service(membership.ServiceId));
}
