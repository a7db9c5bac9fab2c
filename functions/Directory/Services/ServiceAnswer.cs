namespace NimbusFunctions.Directory.Services;

/// <summary>A service as callers see it.</summary>
/// <param name="Members">How many members its list has.</param>
/// <param name="VisibleUsers">How many of them the user list shows.</param>
/// <param name="Reason">Why the two differ, or null.</param>
internal sealed record ServiceAnswer(
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
    int Members,
    int VisibleUsers,
    string? Reason,
    DateTimeOffset? StateSince,
    DateTimeOffset Created)
{
    public static ServiceAnswer Of(Service service, ServiceCounts counts) => new(
        service.Id, service.Upn, service.DisplayName, service.AssignmentType, service.TeamId, service.OrganizationUnitId,
        service.Licence, service.Modalities, service.Busy, service.Away, service.UsersImmediatelyActive,
        service.MemberMayToggleActive, service.DefaultPriority, service.OwnerRole, service.State, counts.Members,
        counts.VisibleUsers, counts.Reason, service.StateSince, service.Created);
}
