using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Sync;
using NimbusFunctions.Local.Simulator;
using NimbusFunctions.Local.Simulator.Directory;

namespace NimbusFunctions.Tests.Simulation;

/// <summary>A tenant of the day: its directory, the services that its administrator made, and who was away when.</summary>
internal sealed class DayTenant
{
    private readonly Dictionary<string, Guid> groups = new(StringComparer.Ordinal);

    public DayTenant(World world, SimulatedTenant graph, SeededRandom random)
    {
        Graph = graph;
        Id = graph.Id.ToString("D");
        Random = random;
        AdministratorsGroup = random.Chance(0.5) ? graph.AdminGroupId.ToString("D") : null;
        if (AdministratorsGroup is { } group)
            groups[ServiceStore.AdministratorsPrefix + group] = graph.AdminGroupId;
        // Without another draw, so that the days of a seed stay what they were.
        PartnersGroup = graph.AdminGroupId.ToByteArray()[0] % 2 == 0 ? graph.AdminGroupId.ToString("D") : null;
        foreach (var id in new AdministratorGroups(null, PartnersGroup).Ids)
            groups[id] = graph.AdminGroupId;
        Away = new AwayBook(world.Time, this);
    }

    public SimulatedTenant Graph { get; }

    public TenantDirectory Directory => Graph.Directory;

    public string Id { get; }

    public SeededRandom Random { get; }

    public string? AdministratorsGroup { get; }

    /// <summary>The group of the Partner Administrators, or null.</summary>
    public string? PartnersGroup { get; }

    public AwayBook Away { get; }

    /// <summary>
    /// Users and teams of whom a 404 is told though they are there. They are never deleted: the delta's word and a 404
    /// are a proof, and a lie that meets a true word of yesterday would be one.
    /// </summary>
    public HashSet<Guid> LiedAbout { get; } = [];

    /// <summary>Teams that were deleted at any time.</summary>
    public HashSet<Guid> TeamsOnceDeleted { get; } = [];

    /// <summary>When all its data were deleted; null: they never were.</summary>
    public DateTimeOffset? Wiped { get; set; }

    /// <summary>The operator took the tenant away.</summary>
    public bool OffBoarded { get; set; }

    /// <summary>The groups behind the services, by service id; the administrators' group too.</summary>
    public IReadOnlyDictionary<string, Guid> Groups => groups;

    public void AddService(string id, Guid team) => groups[id] = team;

    public void RemoveService(string id) => groups.Remove(id);

    /// <summary>What the directory makes of a user in a service now; null: nothing.</summary>
    public Role? RoleOf(string userId, string serviceId)
    {
        var user = Guid.Parse(userId);
        if (!groups.TryGetValue(serviceId, out var id) || Directory.FindActiveGroup(id) is not { } group || Directory.FindActiveUser(user) is null)
            return null;
        if (!group.IsTeam)
            return group.Members.Contains(user) ? AdministratorGroups.RoleOf(serviceId) : null;
        return group.Owners.Contains(user) ? Role.TeamOwner : group.Members.Contains(user) ? Role.TeamMember : null;
    }
}
