using NimbusFunctions.Access;
using NimbusFunctions.Directory.Services;

namespace NimbusFunctions.Directory.Sync;

/// <summary>A service whose hint is being settled: what is stored of it and what the directory said.</summary>
/// <param name="Hint">The hint.</param>
/// <param name="ServiceId">The service's id, or the administrators' pseudo id.</param>
/// <param name="Service">The service; null for the administrators' group.</param>
/// <param name="GroupId">The group that the directory is asked about; null: none, its memberships end.</param>
/// <param name="Stored">The stored members.</param>
/// <param name="Departed">What speaks for members' having left.</param>
internal sealed record ServiceReading(
    StoredHint Hint,
    string ServiceId,
    StoredService? Service,
    string? GroupId,
    IReadOnlyDictionary<string, Role> Stored,
    IReadOnlyDictionary<string, string> Departed)
{
    /// <summary>The service's list as it is, whatever the users' own rows say: whoever is in it is no new member.</summary>
    public IReadOnlyDictionary<string, Role> List { get; init; } = Stored;

    /// <summary>Whether a new member begins as active; the administrators' group has no such switch.</summary>
    public bool NewMembersAreActive => Service?.Service.UsersImmediatelyActive ?? true;

    public bool IsAdministrators => Service is null;

    /// <summary>Also after a service's return from its team's bin everybody is looked at.</summary>
    public bool Full => Hint.Hint.Full || Service is { Service.State: not ServiceState.Operational };

    public Role OwnerRole => Service is { } stored ? TeamComparison.OwnerRoleOf(stored.Service) : AdministratorGroups.RoleOf(ServiceId);

    public Role MemberRole => Service is null ? AdministratorGroups.RoleOf(ServiceId) : Role.TeamMember;
}
