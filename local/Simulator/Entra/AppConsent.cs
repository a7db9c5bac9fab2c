using System.Collections.Frozen;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>What one tenant lets the app do.</summary>
internal sealed class AppConsent
{
    private volatile FrozenSet<string> _roles = AppRoles.Registered.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private volatile bool _given = true;

    /// <summary>False: the app has no service principal in the tenant, and gets no token for it.</summary>
    public bool Given => _given;

    /// <summary>Application permissions granted, by name.</summary>
    public IReadOnlySet<string> Roles => _roles;

    /// <summary>Consent grants everything registered; taking it back takes every role.</summary>
    public void Set(bool given)
    {
        _given = given;
        _roles = (given ? AppRoles.Registered : []).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public void Set(string role, bool granted) =>
        _roles = (granted ? _roles.Append(role) : _roles.Where(other => !other.Equals(role, StringComparison.OrdinalIgnoreCase)))
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
