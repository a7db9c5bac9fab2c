using NimbusFunctions.Directory.Services.Settings;
using NimbusFunctions.Interact;

namespace NimbusFunctions.Directory.Services;

/// <summary>A service of a tenant.</summary>
/// <param name="Id">Chosen by who creates it: 1 to 64 letters, digits, dots, hyphens, underscores.</param>
/// <param name="Upn">Unique in the tenant, case-insensitively.</param>
/// <param name="AssignmentType"><c>MsTeams</c>, <c>SkillBased</c> or <c>None</c>; fixed at creation.</param>
/// <param name="TeamId">The team of an MS-Teams-based service; fixed at creation.</param>
/// <param name="Busy">Whether busy users get tasks.</param>
/// <param name="Away">Whether users who are away get tasks.</param>
/// <param name="OwnerRole">What the team's owners are here: the tenant's default at creation.</param>
/// <param name="StateSince">When its state changed last; null: it never did.</param>
/// <param name="AwaitsConfirmation">Its deletion waits until the customer has unprovisioned it; until then its members stay.</param>
/// <param name="MemberCount">How many members the last reading of the team gave.</param>
internal sealed record Service(
    string Id,
    string Upn,
    string DisplayName,
    string AssignmentType,
    string? TeamId,
    string OrganizationUnitId,
    string Licence,
    IReadOnlyList<string> Modalities,
    bool Busy,
    bool Away,
    bool UsersImmediatelyActive,
    bool MemberMayToggleActive,
    string DefaultPriority,
    string OwnerRole,
    ServiceState State,
    int MemberCount,
    DateTimeOffset Created,
    DateTimeOffset? StateSince = null,
    bool AwaitsConfirmation = false)
{
    /// <summary>How it is reached from web pages.</summary>
    public InteractContact Interact { get; init; } = InteractContact.None;

    /// <summary>What else is set of it.</summary>
    public ServiceSettings Settings { get; init; } = ServiceSettings.None;

    /// <summary>Whether its memberships end, and then the service itself.</summary>
    public bool IsEnding => State == ServiceState.PendingDeletion && !AwaitsConfirmation;
}
