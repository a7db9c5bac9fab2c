namespace NimbusFunctions.Access;

/// <summary>Where a caller may do a thing: a pure decision from grants and the permission table.</summary>
internal static class AccessDecision
{
    public static AccessScope ScopeOf(IEnumerable<RoleGrant> grants, string permission, Letters letter)
    {
        var wholeTenant = false;
        var units = new HashSet<string>(StringComparer.Ordinal);
        var services = new HashSet<string>(StringComparer.Ordinal);
        foreach (var grant in grants)
        {
            if (!PermissionTable.Of(permission, grant.Role).HasFlag(letter))
                continue;
            switch (grant.Scope)
            {
                case GrantScope.AllTenants or GrantScope.WholeTenant:
                    wholeTenant = true;
                    break;
                case GrantScope.Unit unit:
                    units.Add(unit.Id);
                    break;
                case GrantScope.Service service:
                    services.Add(service.Id);
                    break;
            }
        }

        return new(wholeTenant, units, services);
    }
}
