using System.Collections.Frozen;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>What one tenant lets the app do.</summary>
internal sealed class AppConsent
{
    private volatile FrozenSet<string> _roles = AppRoles.Registered.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private volatile FrozenSet<(Guid User, string Scope)> _delegated = Everything(given: true);
    private volatile bool _given = true;

    /// <summary>False: the app has no service principal in the tenant, and gets no token for it.</summary>
    public bool Given => _given;

    /// <summary>Application permissions granted, by name.</summary>
    public IReadOnlySet<string> Roles => _roles;

    /// <summary>Delegated permissions by whom they were granted to; the empty id stands for everybody.</summary>
    public IEnumerable<(Guid User, string Scope)> Delegated => _delegated;

    /// <summary>What is granted for a user, by himself or for everybody.</summary>
    public IReadOnlySet<string> ScopesOf(Guid user) => !_given
        ? FrozenSet<string>.Empty
        : _delegated.Where(grant => grant.User == Guid.Empty || grant.User == user).Select(grant => grant.Scope).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Grants a delegated permission to a user, or takes it away.</summary>
    public void Set(string scope, Guid user, bool granted) =>
        _delegated = (granted ? _delegated.Append((user, scope)) : _delegated.Where(grant => grant != (user, scope))).ToFrozenSet();

    /// <summary>Consent grants everything registered; taking it back takes every role.</summary>
    public void Set(bool given)
    {
        _given = given;
        _delegated = Everything(given);
        _roles = (given ? AppRoles.Registered : []).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public void Set(string role, bool granted) =>
        _roles = (granted ? _roles.Append(role) : _roles.Where(other => !other.Equals(role, StringComparison.OrdinalIgnoreCase)))
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static FrozenSet<(Guid User, string Scope)> Everything(bool given) =>
        (given ? DelegatedScopes.Registered.Select(scope => (Guid.Empty, scope)) : []).ToFrozenSet();
}
