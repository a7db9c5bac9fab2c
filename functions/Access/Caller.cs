namespace NimbusFunctions.Access;

/// <summary>Who calls, in which tenant, with which roles at this moment.</summary>
/// <param name="Author">For histories: <c>user:{object id}</c> or <c>app:{client id}</c>.</param>
/// <param name="Grants">The roles that hold in the tenant of the call.</param>
internal sealed record Caller(string Author, IReadOnlyList<RoleGrant> Grants)
{
    public AccessScope ScopeOf(string permission, Letters letter) => AccessDecision.ScopeOf(Grants, permission, letter);

    /// <summary>Whether some role holds in every tenant.</summary>
    public bool IsOperator => Grants.Any(grant => grant.Scope is GrantScope.AllTenants);

    public bool MayTenantWide(string permission, Letters letter) => ScopeOf(permission, letter).WholeTenant;
}
