namespace NimbusFunctions.Local.Simulator.Graph;

/// <summary>Who calls Graph: the app in one tenant, with the application permissions that hold now.</summary>
internal sealed record GraphCaller(SimulatedTenant Tenant, IReadOnlySet<string> Roles);
