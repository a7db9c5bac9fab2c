using System.Collections.Concurrent;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>Which app roles of the product people have. Every tenant's administrators hand out whichever they like; what they mean is the product's to know.</summary>
internal sealed class AppRoleAssignments
{
    private readonly ConcurrentDictionary<(Guid Tenant, Guid User, string Role), bool> _given = new();

    public void Set(Guid tenant, Guid user, string role, bool given)
    {
        if (given) _given[(tenant, user, role)] = true;
        else _given.TryRemove((tenant, user, role), out _);
    }

    public IReadOnlyList<string> Of(Guid tenant, Guid user) =>
        [.. _given.Keys.Where(key => key.Tenant == tenant && key.User == user).Select(key => key.Role).Order(StringComparer.Ordinal)];
}
