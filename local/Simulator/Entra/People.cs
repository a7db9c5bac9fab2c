using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Local.Simulator.Entra;

/// <summary>Who can sign in: the users of all tenants, and the people of the operator's own, who are in no directory.</summary>
internal sealed class People
{
    /// <summary>Has the operator's role.</summary>
    public const string OperatorUpn = "operator@operations.example";

    /// <summary>Works for the operator too, and has no role.</summary>
    public const string ColleagueUpn = "colleague@operations.example";

    public const string OperatorTenantName = "Operations";

    private readonly SimulatorWorld _world;
    private readonly SimulatedUser[] _operators;

    public People(SimulatorWorld world)
    {
        _world = world;
        var random = new SeededRandom(SeededRandom.Mix((ulong)(uint)world.Options.Seed, 0x6F7073));
        _operators =
        [
            new() { Id = random.NextGuid(), UserPrincipalName = OperatorUpn, DisplayName = "Operator" },
            new() { Id = random.NextGuid(), UserPrincipalName = ColleagueUpn, DisplayName = "Colleague of the operator" },
        ];
        Roles.Set(world.OperatorTenantId, _operators[0].Id, AppRegistration.OperatorRole, given: true);
    }

    public AppRoleAssignments Roles { get; } = new();

    /// <summary>The people of the operator's own tenant.</summary>
    public IReadOnlyList<SimulatedUser> Operators => _operators;

    /// <summary>Somebody whose account is there; null otherwise.</summary>
    public SimulatedUser? Find(Guid tenant, string upnOrId)
    {
        var isId = Guid.TryParse(upnOrId, out var id);
        if (tenant == _world.OperatorTenantId)
            return _operators.FirstOrDefault(user => isId ? user.Id == id : user.UserPrincipalName.Equals(upnOrId, StringComparison.OrdinalIgnoreCase));
        if (_world.Find(tenant) is not { } found) return null;
        lock (found.Directory.Gate) return isId ? found.Directory.FindActiveUser(id) : found.Directory.FindActiveUser(upnOrId);
    }

    /// <summary>The tenants that an address names: one, or with common and organizations all.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Tenants(string name)
    {
        if (name is "common" or "organizations")
            return [.. _world.Tenants.Select(tenant => (tenant.Id, tenant.Name)), (_world.OperatorTenantId, OperatorTenantName)];
        if (Guid.TryParse(name, out var id) && id == _world.OperatorTenantId) return [(id, OperatorTenantName)];
        return _world.Find(name) is { } tenant ? [(tenant.Id, tenant.Name)] : [];
    }

    /// <summary>Some of a tenant's people, to choose from.</summary>
    public IReadOnlyList<SimulatedUser> Some(Guid tenant, int most)
    {
        if (_world.Find(tenant) is not { } found) return _operators;
        lock (found.Directory.Gate) return [.. found.Directory.Users.OfType<SimulatedUser>().Where(user => user.DeletedAt is null).Take(most)];
    }

    /// <summary>Whether the tenant lets its people use the app; the operator's own does.</summary>
    public bool HasConsent(Guid tenant) => _world.Find(tenant)?.Consent.Given ?? tenant == _world.OperatorTenantId;
}
