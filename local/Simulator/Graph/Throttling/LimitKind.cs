namespace NimbusFunctions.Local.Simulator.Graph.Throttling;

/// <summary>Which of Graph's documented limits an operation falls under.</summary>
internal enum LimitKind
{
    /// <summary>Identity and access: resource units per app and tenant, and over all tenants.</summary>
    ResourceUnits,

    /// <summary>1,500 requests in 30 s per app and tenant.</summary>
    Presence,

    /// <summary>GET of a team: 30 a second per app and tenant, 4 a second per app and team.</summary>
    Team,

    /// <summary>GET of a team's members: 60 a second per app and tenant, 4 a second per app and team.</summary>
    TeamMembers,
}
