namespace NimbusFunctions.Directory.Services;

/// <summary>A service as callers see it.</summary>
/// <param name="Members">How many members the last reading of the team gave.</param>
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
    DateTimeOffset Created)
{
    public static ServiceAnswer Of(Service service) => new(
        service.Id, service.Upn, service.DisplayName, service.AssignmentType, service.TeamId, service.OrganizationUnitId,
        service.Licence, service.Modalities, service.Busy, service.Away, service.UsersImmediatelyActive,
        service.MemberMayToggleActive, service.DefaultPriority, service.OwnerRole, service.State, service.MemberCount,
        service.Created);
}
