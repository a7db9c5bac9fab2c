namespace NimbusFunctions.Access;

/// <summary>A role and where it holds.</summary>
internal sealed record RoleGrant(Role Role, GrantScope Scope);

/// <summary>Where a role holds.</summary>
internal abstract record GrantScope
{
    private GrantScope()
    {
    }

    /// <summary>In every tenant.</summary>
    public sealed record AllTenants : GrantScope;

    /// <summary>In the whole of the caller's tenant.</summary>
    public sealed record WholeTenant : GrantScope;

    /// <summary>In an organization unit and those below it.</summary>
    public sealed record Unit(string Id) : GrantScope;

    /// <summary>In one service.</summary>
    public sealed record Service(string Id) : GrantScope;
}
