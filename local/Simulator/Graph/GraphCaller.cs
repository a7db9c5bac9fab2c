namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>Who calls Graph: the app in one tenant, with the application permissions that hold now.</summary>
/// <param name="User">The user on whose behalf it calls; null: it calls as itself. The permissions are delegated ones then.</param>
internal sealed record GraphCaller(SimulatedTenant Tenant, IReadOnlySet<string> Roles, Guid? User = null);
